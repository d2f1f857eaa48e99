import { useEffect, useId, useRef, type FormEvent, type ReactNode } from "react";
import { useShellText } from "@/i18n";
import { Button } from "./Button";
import { Dialog, type DialogProps } from "./Dialog";
import { FieldStack } from "./Field";
import { Refusal } from "./Refusal";
import { Restored } from "./Restored";

export interface FormDialogProps extends Pick<DialogProps, "size" | "title" | "children" | "onClose"> {
  /** Names the act: "Rename the channel", never "OK". */
  submit: string;
  onSubmit: () => void;
  /** False until there is enough to send. */
  ready?: boolean;
  busy?: boolean;
  /** What the server refused; it is shown above the fields, which stay as they are. */
  error?: unknown;
  /** The fields that show their own part of a refusal. */
  shown?: readonly string[];
  /** What was typed, kept by `useDraft` until it is sent: leaving by mistake or a reload loses nothing. */
  draft?: { restored: boolean; clear: () => void };
  /** For acts that take something away. */
  danger?: boolean;
  /** Beside the form, such as a question of its own. */
  after?: ReactNode;
}

/** A short form in a dialog: shown while it is mounted, sent by its button or by Enter, left by Escape or Cancel. */
export function FormDialog(props: FormDialogProps) {
  const { submit, onSubmit, onClose, ready = true, busy = false, error, shown, draft, danger, after, children, ...dialog } = props;
  const t = useShellText();
  const id = useId();
  const fields = useRef<HTMLFormElement>(null);
  const sent = useRef(false);
  useEffect(() => {
    // What was sent has come back: in a tall form the reason may stand where nobody looks.
    if ((sent.current || error) && !busy) {
      fields.current?.querySelector("[role=alert], [role=status]")?.scrollIntoView({ block: "nearest" });
      fields.current?.querySelector<HTMLElement>("[aria-invalid=true]:not(div)")?.focus();
    }
    sent.current = busy;
  }, [busy, error]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    // A form inside another in React's tree, though not in the page's: its event ends here.
    event.stopPropagation();
    if (ready && !busy) onSubmit();
  };
  const form = (
    <Dialog
      {...dialog}
      open
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" form={id} variant={danger ? "danger" : "primary"} busy={busy} aria-disabled={!ready}>
            {submit}
          </Button>
        </>
      }
    >
      <form ref={fields} id={id} onSubmit={send}>
        <FieldStack>
          {draft && <Restored draft={draft} />}
          <Refusal error={error} shown={shown} />
          {children}
        </FieldStack>
      </form>
    </Dialog>
  );
  return (
    <>
      {form}
      {after}
    </>
  );
}
