import { useMe } from "@/api/me";
import { others } from "./people";
import { useText } from "./text";
import type { Channel } from "./types";

/** What a channel is called for me: its name, or the names of the others in it. */
export function useChannelName(): (channel: Channel) => string {
  const t = useText();
  const me = useMe().person.id;
  return (channel) => {
    if (!channel.direct) return channel.general ? t("list.general") : channel.name;
    return others(channel, me).map((person) => person.name || t("person.unknown")).join(", ") || t("person.unknown");
  };
}
