import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body, ifMatch, tagged } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Dialog } from "@/ui/Dialog";
import { FieldStack } from "@/ui/Field";
import { ErrorState } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Organisation } from "../vocabulary";
import { changes, formOf, type OrganisationForm } from "./form";
import { OwnFields } from "./OwnFields";
import { SecretariatFields } from "./SecretariatFields";

export interface EditOrganisationProps {
  organisation: Organisation;
  etag: string | null;
  onClose: () => void;
}

/** Editing with the version that was read: another's change in between is said, and nothing typed is lost. */
export function EditOrganisation({ organisation, etag, onClose }: EditOrganisationProps) {
  const t = useText();
  const queryClient = useQueryClient();
  const secretariat = useMe().platform_roles.includes("secretariat");
  const [version, setVersion] = useState(etag);
  // What was read stays what is compared with, also when somebody else's newer version arrives meanwhile.
  const [read] = useState(organisation);
  const [kept, setForm, draft] = useDraft<Partial<OrganisationForm>>(`organisation:${organisation.id}`, {});
  const form = { ...formOf(read), ...kept };
  const { ask, dialog } = useConfirming();
  const path = { organisation_id: organisation.id };
  const save = useMutation({
    mutationFn: () => body(api.PATCH("/api/v1/organisations/{organisation_id}", { params: { path }, headers: ifMatch(version), body: changes(read, form) })),
    onSuccess: () => {
      draft.clear();
      void queryClient.invalidateQueries({ queryKey: keys.all });
      toast.done(t("saved"));
      onClose();
    },
    onError: async (error) => {
      if (isProblem(error, 412)) setVersion((await tagged(api.GET("/api/v1/organisations/{organisation_id}", { params: { path } }))).etag);
    },
  });
  const conflict = isProblem(save.error, 412);
  const fields = isProblem(save.error) ? save.error.fields : {};
  const close = () => {
    if (conflict) void queryClient.invalidateQueries({ queryKey: keys.organisation(organisation.id) });
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (read.status === "active" && form.status !== "active") {
      const name = read.acronym || read.name;
      // What is refused is shown in the form, beside what was typed; the question has done its work by then.
      ask({ title: t("status.leave.title", { name }), detail: t("status.leave.detail"), confirm: t("status.leave.confirm"), act: () => save.mutateAsync().catch(() => null) });
    } else save.mutate();
  };
  const part = { form, fields, set: (part: Partial<OrganisationForm>) => setForm({ ...kept, ...part }) };
  return (
    <>
      <Dialog
        open
        onClose={close}
        size="large"
        title={t("edit")}
        actions={
          <Button type="submit" form="edit-organisation" variant="primary" busy={save.isPending}>
            {t("save")}
          </Button>
        }
      >
        <form id="edit-organisation" onSubmit={submit}>
          <FieldStack>
            {conflict && <Banner tone="warn" live>{t("conflict")}</Banner>}
            {save.isError && !conflict && Object.keys(fields).length === 0 && <ErrorState compact error={save.error} />}
            {secretariat ? <SecretariatFields {...part} /> : <Banner>{t("edit.secretariat")}</Banner>}
            <OwnFields {...part} />
          </FieldStack>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
