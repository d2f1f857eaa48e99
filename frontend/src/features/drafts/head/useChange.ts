import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";
import { toast } from "@/ui/Toast";
import { draftQuery, keepDraft } from "../queries";
import type { Draft } from "../types";

/** A change of the draft as a whole: shown at once; who comes too late sees the newest behind the dialog. */
export function useChange(draft: Draft, run: () => Promise<Draft>, done: string, after: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (changed) => {
      keepDraft(client, changed);
      toast.done(done);
      after();
    },
    onError: (problem) => isProblem(problem, 412) && void client.invalidateQueries(draftQuery(draft.id)),
  });
}
