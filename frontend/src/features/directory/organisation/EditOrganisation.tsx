import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body, ifMatch, tagged } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { ErrorState } from "@/ui/States";
import { TextArea, TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import css from "../Directory.module.css";
import { keys } from "../queries";
import { useText } from "../text";
import { rfcSections, type Organisation } from "../vocabulary";

const lines = ["name", "acronym", "email", "telephone", "emergency_telephone", "website"] as const;
const labels = { name: "name", acronym: "acronym", email: "email", telephone: "telephone", emergency_telephone: "emergency", website: "website" } as const;

/** Editing with the version that was read: another's change in between is said, and nothing typed is lost. */
export function EditOrganisation({ organisation, etag, onClose }: { organisation: Organisation; etag: string | null; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [version, setVersion] = useState(etag);
  const { name, acronym, email, telephone, emergency_telephone, website, constituency, rfc2350 } = organisation;
  const [form, setForm, draft] = useDraft(`organisation:${organisation.id}`, {
    name, acronym, email, telephone, emergency_telephone, website, constituency, rfc2350,
  });
  const path = { organisation_id: organisation.id };
  const save = useMutation({
    mutationFn: () => body(api.PATCH("/api/v1/organisations/{organisation_id}", { params: { path }, headers: ifMatch(version), body: form })),
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
    save.mutate();
  };
  return (
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
          <div className={css.fields}>
            {lines.map((field) => (
              <Field key={field} label={t(labels[field])} error={fields[field]} optional={field !== "name"}>
                <TextInput
                  required={field === "name"}
                  type={field === "email" ? "email" : field === "website" ? "url" : "text"}
                  value={form[field]}
                  onChange={(event) => setForm({ ...form, [field]: event.target.value })}
                />
              </Field>
            ))}
          </div>
          <Field label={t("constituency")} error={fields.constituency} optional>
            <TextArea rows={3} value={form.constituency} onChange={(event) => setForm({ ...form, constituency: event.target.value })} />
          </Field>
          <details>
            <summary>{t("rfc")}</summary>
            <FieldStack>
              {rfcSections.map((section) => (
                <Field key={section} label={t(`rfc.${section}`)} optional>
                  <TextArea
                    rows={3}
                    maxLength={10000}
                    value={form.rfc2350[section] ?? ""}
                    onChange={(event) => setForm({ ...form, rfc2350: { ...form.rfc2350, [section]: event.target.value } })}
                  />
                </Field>
              ))}
            </FieldStack>
          </details>
        </FieldStack>
      </form>
    </Dialog>
  );
}
