import type { QueryClient } from "@tanstack/react-query";
import { meQuery } from "@/api/me";
import { session } from "@/api/session";
import { hearOthers } from "@/api/windows";
import { leave } from "./leave";

/** Follows what happens in the browser's other windows: whoever signs out there leaves here, too. Returns how to stop. */
export function followOtherWindows(queryClient: QueryClient): () => void {
  return hearOthers((news) => {
    session.hear();
    if (session.person === null) return;
    if ("signedOut" in news) return leave({ signedOut: true });
    const ended = session.state === "expired";
    // Somebody else starts the page anew.
    if (!session.begin(news.signedIn) || !ended) return;
    void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).then(() => queryClient.invalidateQueries(), () => {});
  });
}
