import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FieldStack } from "@/ui/Field";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { ProblemBanner } from "../compose/ProblemBanner";
import type { Topic } from "../types";

export interface TopicDialogProps {
  topic: Topic;
  onClose: () => void;
  title: string;
  confirm: string;
  done: string;
  run: () => Promise<Topic>;
  disabled?: boolean;
  size?: "small" | "medium" | "large";
  children: ReactNode;
}

/** A dialog that changes a topic: keeps what was filled in when it is refused, and shows the newest version then. */
export function TopicDialog({ topic, onClose, title, confirm, done, run, disabled, size, children }: TopicDialogProps) {
  const shell = useShellText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      client.setQueryData(keys.topic(topic.id), await run());
      toast.done(done);
      onClose();
    } catch (problem) {
      // Somebody changed it meanwhile: the next press is upon the version that is now behind this dialog.
      if (isProblem(problem, 412)) void client.invalidateQueries({ queryKey: keys.topic(topic.id) });
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size={size}
      actions={
        <>
          <Button onClick={onClose}>{shell("ui.cancel")}</Button>
          <Button variant="primary" busy={busy} aria-disabled={disabled} onClick={() => !disabled && void go()}>
            {confirm}
          </Button>
        </>
      }
    >
      <FieldStack>
        <ProblemBanner error={error} />
        {children}
      </FieldStack>
    </Dialog>
  );
}
