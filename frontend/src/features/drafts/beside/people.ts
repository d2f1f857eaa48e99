import { api, body } from "@/api/client";
import { suggested } from "@/ui/people";
import type { Suggestion, SuggestionSource } from "@/ui/useSuggestions";

/** Those who read the draft: to be named, given a task, or made an editor. */
export function readersOf(draftId: string): SuggestionSource<Suggestion> {
  return async (q, signal) => {
    const found = await body(api.GET("/api/v1/strategies/drafts/{draft_id}/readers", { params: { path: { draft_id: draftId }, query: { q } }, signal }));
    return found.map(suggested);
  };
}
