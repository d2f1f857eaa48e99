import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { useFormDraft } from "@/api/drafts";
import { useMaybeMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { upload } from "@/api/upload";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FilePicker } from "@/ui/FilePicker";
import { FormDialog } from "@/ui/FormDialog";
import { toast } from "@/ui/Toast";
import type { Card } from "../document/queries";
import { keys } from "../queries";
import { useText } from "../text";
import { About, type Said } from "./About";

const kinds = ".pdf,.docx,.html,.htm,.txt";

/** For curators: brings a document, of this edition or state if there is one. */
export function Bring({ place = "", edition = "" }: { place?: string; edition?: string }) {
  const t = useText();
  const may = useMaybeMe()?.permissions.includes("strategies:edition:curate");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button icon={FileUp} onClick={() => setOpen(true)}>{t("bring")}</Button>
      {open && <Form place={place} edition={edition} onClose={() => setOpen(false)} />}
    </>
  );
}

function Form({ place, edition, onClose }: { place: string; edition: string; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [read] = useState<Said>({ place, edition_id: edition, title: "", language: "", published: false });
  const [said, set, draft] = useFormDraft(`strategy-document:new:${edition || place}`, read);
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number>();
  const send = useMutation({
    mutationFn: (chosen: File) => {
      const about = new URLSearchParams({ ...said, published: String(said.published) });
      for (const name of ["edition_id", "title", "language"]) if (about.get(name) === "") about.delete(name);
      return upload<Card>(chosen, { url: `/api/v1/strategies/documents?${about.toString()}`, onProgress: setShare });
    },
    onSuccess: () => {
      draft.clear();
      void client.invalidateQueries({ queryKey: keys.all });
      toast.done(t("bring.done"));
      onClose();
    },
    onSettled: () => setShare(undefined),
  });
  const fields = isProblem(send.error) ? send.error.fields : {};
  const ready = file !== null && said.place !== "";
  return (
    <FormDialog size="large" title={t("bring")} submit={t("bring.send")} ready={ready} busy={send.isPending} error={send.error} shown={["place", "edition_id", "title", "language"]} draft={draft} onClose={onClose} onSubmit={() => file && send.mutate(file)}>
      <Field label={t("bring.file")} hint={t("bring.file.hint")} group>
        <FilePicker file={file} accept={kinds} share={share} onChange={setFile} />
      </Field>
      <About said={said} set={set} fields={fields} />
    </FormDialog>
  );
}
