import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLive } from "@/api/live";
import { useMe } from "@/api/me";
import { newsQuery } from "./api";

/** The number of topics with something unread. Also keeps every list of topics up to date, as long as the rail is there. */
export function useUnreadTopics(): number {
  const live = useLive();
  const queryClient = useQueryClient();
  const me = useMe();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void import("./feed/news").then((news) => {
      if (!gone) stop = news.follow(live, queryClient, me);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [live, queryClient, me]);
  return useQuery({ ...newsQuery, enabled: me.permissions.includes("forum:topic:read") }).data?.unread_topics ?? 0;
}
