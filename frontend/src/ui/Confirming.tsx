import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ConfirmDialog } from "./Dialog";
import { ErrorState } from "./States";

export interface Question {
  title: string;
  /** What will happen, and whether it can be undone. */
  detail: ReactNode;
  /** Names the act: "Remove the key", never "OK". */
  confirm: string;
  /** Does it. What it refuses is shown in the dialog, which stays until the act succeeds or is given up. */
  act: () => Promise<unknown>;
}

/** Asks before an act that takes something away: `ask(question)` on the press, `{dialog}` somewhere on the page. */
export function useConfirming(): { ask: (question: Question) => void; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null);
  const act = useMutation({ mutationFn: (asked: Question) => asked.act(), onSuccess: () => setQuestion(null) });
  const ask = (next: Question) => {
    act.reset();
    setQuestion(next);
  };
  const dialog = (
    <ConfirmDialog
      open={question !== null}
      onClose={() => setQuestion(null)}
      onConfirm={() => question && act.mutate(question)}
      busy={act.isPending}
      title={question?.title ?? ""}
      confirm={question?.confirm ?? ""}
      variant="danger"
    >
      <p>{question?.detail}</p>
      {act.isError && <ErrorState compact error={act.error} />}
    </ConfirmDialog>
  );
  return { ask, dialog };
}
