import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, ifMatch, tagged } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { useConfirming } from "@/ui/Confirming";
import { FormDialog } from "@/ui/FormDialog";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Organisation } from "../vocabulary";
import { changes, formOf } from "./form";
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
  const [form, set, draft] = useFormDraft(`organisation:${organisation.id}`, formOf(read));
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
  const submit = () => {
    if (read.status === "active" && form.status !== "active") {
      const name = read.acronym || read.name;
      // What is refused is shown in the form, beside what was typed; the question has done its work by then.
      ask({ title: t("status.leave.title", { name }), detail: t("status.leave.detail"), confirm: t("status.leave.confirm"), act: () => save.mutateAsync().catch(() => null) });
    } else save.mutate();
  };
  const part = { form, fields, set };
  return (
    <FormDialog
      size="large"
      title={t("edit")}
      submit={t("save")}
      onClose={close}
      onSubmit={submit}
      busy={save.isPending}
      error={conflict ? null : save.error}
      shown={Object.keys(form)}
      draft={draft}
      after={dialog}
    >
      {conflict && <Banner tone="warn" live>{t("conflict")}</Banner>}
      {secretariat ? <SecretariatFields {...part} /> : <Banner>{t("edit.secretariat")}</Banner>}
      <OwnFields {...part} />
    </FormDialog>
  );
}
