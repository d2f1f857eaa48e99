import { useState } from "react";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { TextArea } from "@/ui/TextInput";
import { useShellText } from "@/i18n";
import { ProblemBanner } from "../compose/ProblemBanner";
import { useText } from "../text";

export interface ReasonDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  detail: string;
  confirm: string;
  run: (reason: string) => Promise<unknown>;
}

/** Asks why before a post is taken away; the reason is shown in its place. */
export function ReasonDialog({ open, onClose, title, detail, confirm, run }: ReasonDialogProps) {
  const t = useText();
  const shell = useShellText();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      await run(reason);
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
