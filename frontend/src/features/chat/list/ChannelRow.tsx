import { Link } from "@tanstack/react-router";
import { BellOff, Hash, Lock, UsersRound } from "lucide-react";
import { Avatar } from "@/ui/Avatar";
import { Count } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { TlpLabel } from "@/ui/TlpLabel";
import { useText } from "../text";
import type { Channel } from "../types";
import { useChannelName } from "../useChannelName";
import css from "./ChannelList.module.css";

export interface ChannelRowProps {
  channel: Channel;
  current: boolean;
  me: string;
  presence: (person: string) => "active" | "away" | "offline";
}

function Sign({ channel, me, presence }: Omit<ChannelRowProps, "current">) {
  const t = useText();
  if (!channel.direct) return channel.label === "TLP:RED" ? <Lock size={16} aria-hidden /> : <Hash size={16} aria-hidden />;
  const [other, ...more] = channel.people.filter((person) => person.id !== me);
  if (!other || more.length > 0) return <UsersRound size={18} aria-hidden />;
  const state = presence(other.id);
  return <Avatar name={other.name} size={24} decorative={state === "offline"} presence={state} presenceLabel={t(`presence.${state}`)} />;
}

/** One channel in the list: its name, and in bold what has been said there since. */
export function ChannelRow({ channel, current, me, presence }: ChannelRowProps) {
  const t = useText();
  const name = useChannelName()(channel);
  const { unread, mentions, muted, last_message: last } = channel;
  const calls = channel.direct ? unread : mentions;
  return (
    <Link
      to="/chat/$channelId"
      params={{ channelId: channel.id }}
      search={{}}
      aria-current={current ? "page" : undefined}
      className={cx(css.row, unread > 0 && css.unread, muted && css.muted, current && css.current)}
    >
      <span className={css.sign}>
        <Sign {...{ channel, me, presence }} />
      </span>
      <span className={css.words}>
        <span className={css.name}>{name}</span>
        {channel.direct && last && <span className={css.last}>{last.excerpt || t("message.deleted.short")}</span>}
      </span>
      <span className={css.end}>
        {muted && <BellOff size={14} role="img" aria-label={t("list.muted")} />}
        {!muted && calls > 0 && <Count value={calls} tone="danger" label={t(channel.direct ? "list.unread" : "list.mentions", { count: calls })} />}
        {calls === 0 && unread > 0 && (
          <span className={css.many}>
            <span aria-hidden>{unread > 99 ? "99+" : unread}</span>
            <span className="visually-hidden">{t("list.unread", { count: unread })}</span>
          </span>
        )}
        {channel.label === "TLP:RED" && <TlpLabel label={channel.label} size="small" />}
      </span>
    </Link>
  );
}
