import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, ifMatch, tagged } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { FormDialog } from "@/ui/FormDialog";
import { toast } from "@/ui/Toast";
import type { Full } from "../document/queries";
import { keys } from "../queries";
import { useText } from "../text";
import { About, type Said } from "./About";

function saidOf({ place, edition_id, title, language, published }: Full): Said {
  return { place, edition_id: edition_id ?? "", title, language, published };
}

/** Only what was changed: what somebody else changed meanwhile stays. */
function changes(read: Said, said: Said) {
  const changed = Object.entries(said).filter(([name, value]) => value !== read[name as keyof Said]);
  return Object.fromEntries(changed.map(([name, value]) => [name, name === "edition_id" && value === "" ? null : value]));
}

/** Corrects what is said of a document, upon the version that was read. */
export function CorrectDocument({ document, onClose }: { document: Full; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [read] = useState(() => saidOf(document));
  const [version, setVersion] = useState<string | null>(`"${document.version}"`);
  const [said, set, draft] = useFormDraft(`strategy-document:${document.id}`, read);
  const params = { path: { document_id: document.id } };
  const save = useMutation({
    mutationFn: () => body(api.PATCH("/api/v1/strategies/documents/{document_id}", { params, headers: ifMatch(version), body: changes(read, said) })),
    onSuccess: () => {
      draft.clear();
      void client.invalidateQueries({ queryKey: keys.all });
      toast.done(t("document.correct.done"));
      onClose();
    },
    onError: async (error) => {
      if (isProblem(error, 412)) setVersion((await tagged(api.GET("/api/v1/strategies/documents/{document_id}", { params }))).etag);
    },
  });
  const conflict = isProblem(save.error, 412);
  const fields = isProblem(save.error) ? save.error.fields : {};
  return (
    <FormDialog size="large" title={t("document.correct")} submit={t("act.save")} busy={save.isPending} error={conflict ? null : save.error} shown={Object.keys(read)} draft={draft} onClose={onClose} onSubmit={() => save.mutate()}>
      {conflict && <Banner tone="warn" live>{t("document.conflict")}</Banner>}
      <About said={said} set={set} fields={fields} />
    </FormDialog>
  );
}
