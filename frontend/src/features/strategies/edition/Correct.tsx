import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, ifMatch, tagged } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { FormDialog } from "@/ui/FormDialog";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Edition } from "../vocabulary";
import { Fields } from "./Fields";
import { changes, formOf } from "./form";

/** Correcting the version that was read: another's change in between is said, and nothing typed is lost. */
export function Correct({ edition, etag, onClose }: { edition: Edition; etag: string | null; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [version, setVersion] = useState(etag);
  // What was read stays what is compared with, also when somebody else's newer version arrives meanwhile.
  const [read] = useState(edition);
  const [form, set, draft] = useFormDraft(`strategy:${edition.id}`, formOf(read));
  const path = { edition_id: edition.id };
  const save = useMutation({
    mutationFn: () => body(api.PATCH("/api/v1/strategies/editions/{edition_id}", { params: { path }, headers: ifMatch(version), body: changes(read, form) })),
    onSuccess: () => {
      draft.clear();
      void client.invalidateQueries({ queryKey: keys.all });
      toast.done(t("done.correct"));
      onClose();
    },
    onError: async (error) => {
      if (isProblem(error, 412)) setVersion((await tagged(api.GET("/api/v1/strategies/editions/{edition_id}", { params: { path } }))).etag);
    },
  });
  const conflict = isProblem(save.error, 412);
  const fields = isProblem(save.error) ? save.error.fields : {};
  return (
    <FormDialog size="large" title={t("act.correct")} submit={t("act.save")} busy={save.isPending} error={conflict ? null : save.error} shown={Object.keys(form)} draft={draft} onClose={onClose} onSubmit={() => save.mutate()}>
      {conflict && <Banner tone="warn" live>{t("conflict")}</Banner>}
      <Fields form={form} set={set} fields={fields} />
    </FormDialog>
  );
}
