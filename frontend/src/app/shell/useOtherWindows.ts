import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { meQuery } from "@/api/me";
import { session } from "@/api/session";
import { hearOthers } from "@/api/windows";
import { useLeave } from "../leave";

/** Follows what happens in the browser's other windows: whoever signs out there leaves here, too. */
export function useOtherWindows(): void {
  const queryClient = useQueryClient();
  const leave = useRef(useLeave());
  useEffect(
    () =>
      hearOthers((news) => {
        if ("signedOut" in news) return void leave.current({ signedOut: true });
        const ended = session.state === "expired";
        // Somebody else starts the page anew.
        if (!session.begin(news.signedIn) || !ended) return;
        void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).then(() => queryClient.invalidateQueries(), () => {});
      }),
    [queryClient],
  );
}
