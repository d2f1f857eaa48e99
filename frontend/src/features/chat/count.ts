import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, body } from "@/api/client";
import { useLive, useStream } from "@/api/live";
import { useMe } from "@/api/me";
import type { StreamEvent } from "@/api/stream";
import type { Channel } from "./types";

/** Asked while no list of channels is loaded: two numbers instead of all channels. */
const unreadQuery = queryOptions({
  queryKey: ["chat", "unread"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/chat/unread", { signal })),
  staleTime: Infinity,
});

/** What deserves a number: messages that name me, and conversations with something new that are not muted. */
export function calling(channels: Channel[]): number {
  return channels.reduce((sum, one) => sum + (one.muted ? 0 : one.direct ? Number(one.unread > 0) : one.mentions), 0);
}

/** Whether what was said on my own stream may change the number. */
function matters(event: StreamEvent): boolean {
  const { kind = "" } = event.data as { kind?: string };
  return event.type.startsWith("chat.channel.") || (event.type === "notification.created" && kind.startsWith("chat."));
}

/**
 * The unread number of the navigation. Before chat was opened it is asked for when something calls; from then on the
 * list of channels, which the streams keep up to date, gives it.
 */
export function useUnreadChat(): number {
  const live = useLive();
  const client = useQueryClient();
  const me = useMe();
  const may = me.permissions.includes("forum:chat:read");
  const list = useQuery<Channel[]>({ queryKey: ["chat", "channels"], enabled: false }).data;
  const listed = list !== undefined;
  const counted = useQuery({ ...unreadQuery, enabled: may && !listed }).data;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void client.invalidateQueries({ queryKey: unreadQuery.queryKey }), 400);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useStream(may && !listed ? "me" : null, { onEvent: (event) => matters(event) && soon(), onReset: soon });
  useEffect(() => {
    if (!may || !listed) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void import("./live/hub").then((hub) => {
      if (!gone) stop = hub.follow(live, client, me);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [live, client, me, may, listed]);
  return list ? calling(list) : counted ? counted.mentions + counted.conversations : 0;
}
