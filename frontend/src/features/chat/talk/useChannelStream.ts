import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLive, useStream } from "@/api/live";
import { useMe } from "@/api/me";
import { keys } from "../api";
import { isChatEvent } from "../live/events";
import { reload, take, takeNews } from "../live/hub";
import { replayed } from "../live/recent";
import { heard } from "../live/stretch";
import type { Channel, Stretch } from "../types";
import { useTypists } from "./useTypists";

/** Listens to a channel from what is loaded of it on, and says who is typing there. */
export function useChannelStream(channel: Channel, stretch: Stretch | undefined) {
  const client = useQueryClient();
  const live = useLive();
  const me = useMe().person.id;
  const { id } = channel;
  const { line, typed, stopped } = useTypists(me, (person) => channel.people.find((one) => one.id === person)?.name);
  const loaded = stretch !== undefined;
  useStream(
    loaded ? `channel:${id}` : null,
    {
      onEvent: (event) => {
        if (!isChatEvent(event)) return takeNews(client, event);
        take(client, id, event);
        if (event.type === "chat.message.sent") stopped(event.data.author.id);
      },
      onReset: () => reload(client, id),
      onLost: () => void client.invalidateQueries({ queryKey: keys.channel(id) }),
      onTyping: typed,
    },
    stretch?.head,
  );
  // What the stream said between the server's answer and this moment was kept aside.
  useEffect(() => {
    if (loaded) client.setQueryData(keys.messages(id), (now: Stretch | undefined) => now && replayed(id, now, heard));
  }, [client, id, loaded]);
  return { typing: line, typed: () => live.typing(`channel:${id}`) };
}
