import { useState } from "react";
import { useDraft } from "@/api/drafts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { TextArea } from "@/ui/TextInput";
import { useShellText } from "@/i18n";
import { ProblemBanner } from "../compose/ProblemBanner";
import { useText } from "../text";

export interface ReasonDialogProps {
  /** Where what is typed is kept until it is sent. */
  place: string;
  open: boolean;
  onClose: () => void;
  title: string;
  detail: string;
  confirm: string;
  run: (reason: string) => Promise<unknown>;
}

/** Asks why before a post is taken away; the reason is shown in its place. */
export function ReasonDialog({ place, open, onClose, title, detail, confirm, run }: ReasonDialogProps) {
  const t = useText();
  const shell = useShellText();
  const [reason, setReason, draft] = useDraft(place, "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      await run(reason);
      draft.clear();
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="small"
      title={title}
      actions={
        <>
          <Button onClick={onClose}>{shell("ui.cancel")}</Button>
          <Button variant="danger" busy={busy} onClick={() => void go()}>
            {confirm}
          </Button>
        </>
      }
    >
      <FieldStack>
        <p>{detail}</p>
        <ProblemBanner error={error} />
        <Field label={t("reason")} optional>
          <TextArea value={reason} maxLength={500} rows={2} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </FieldStack>
    </Dialog>
  );
}
