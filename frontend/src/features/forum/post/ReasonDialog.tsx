import { useMutation } from "@tanstack/react-query";
import { useDraft } from "@/api/drafts";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { useText } from "../text";

export interface ReasonDialogProps {
  /** Where what is typed is kept until it is sent. */
  place: string;
  onClose: () => void;
  title: string;
  detail: string;
  confirm: string;
  /** Without a reason nothing is sent. */
  needed?: boolean;
  run: (reason: string) => Promise<unknown>;
}

/** Asks why before a post is taken away; the reason is shown in its place. */
export function ReasonDialog({ place, onClose, title, detail, confirm, needed, run }: ReasonDialogProps) {
  const t = useText();
  const [reason, setReason, draft] = useDraft(place, "");
  const act = useMutation({
    mutationFn: () => run(reason),
    onSuccess: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <FormDialog size="small" danger title={title} submit={confirm} onClose={onClose} onSubmit={() => act.mutate()} ready={!needed || reason.trim() !== ""} busy={act.isPending} error={act.error} draft={draft}>
      <p>{detail}</p>
      <Field label={t("reason")} optional={!needed} required={needed}>
        <TextArea value={reason} maxLength={500} rows={2} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
