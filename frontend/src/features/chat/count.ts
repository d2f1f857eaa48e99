import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLive } from "@/api/live";
import { useMe } from "@/api/me";
import type { Channel } from "./types";

/** What deserves a number: mentions everywhere, and every message of a conversation that is not muted. */
function calling(channels: Channel[]): number {
  return channels.reduce((sum, one) => sum + (one.muted ? 0 : one.direct ? one.unread : one.mentions), 0);
}

/** The unread number of the navigation. Also keeps chat up to date on every page, as long as the rail is there. */
export function useUnreadChat(): number {
  const live = useLive();
  const client = useQueryClient();
  const me = useMe();
  const may = me.permissions.includes("forum:chat:read");
  useEffect(() => {
    if (!may) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void import("./live/hub").then((hub) => {
      if (!gone) stop = hub.follow(live, client, me);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [live, client, me, may]);
  return calling(useQuery<Channel[]>({ queryKey: ["chat", "channels"], enabled: false }).data ?? []);
}
