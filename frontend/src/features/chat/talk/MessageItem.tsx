import { EllipsisVertical } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useMe } from "@/api/me";
import { Avatar } from "@/ui/Avatar";
import { IconButton } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { cx } from "@/ui/cx";
import { Prose } from "@/ui/Prose";
import { Time } from "@/ui/Time";
import { useLongPress } from "@/ui/useLongPress";
import { useText } from "../text";
import type { Message } from "../types";
import { useTalk } from "./context";
import { EditBox } from "./EditBox";
import { MessageAfter } from "./MessageAfter";
import css from "./MessageItem.module.css";
import { MessageTools } from "./MessageTools";
import { Quote } from "./Quote";

export interface MessageItemProps {
  message: Message;
  /** Stands under the name of the message before it. */
  joined: boolean;
  /** In the thread's own panel there is no way into the thread, and no quotation of its root. */
  inThread?: boolean;
}

export function MessageItem({ message, joined, inThread }: MessageItemProps) {
  const t = useText();
  const talk = useTalk();
  const me = useMe();
  const { author, deleted } = message;
  /** A finger that rests on a message asks what can be done with it, as the button beside it does. */
  const press = useLongPress(() => !deleted && talk.ask(message));
  const teams = me.organisations.map((one) => one.id);
  const named = message.mentions_all || message.mentioned.some((one) => one === talk.me || teams.includes(one));
  const choosing = talk.chosen !== null && !inThread;
  const name = author.name || t("person.unknown");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || deleted || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      Enter: () => talk.ask(message),
      ContextMenu: () => talk.ask(message),
      r: () => talk.reply(message),
      t: () => talk.thread(message.thread_root ?? message.id),
      e: () => message.author.id === talk.me && talk.edit(message),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const hands = { ...press, onKeyDown };
  return (
    <article
      className={cx(css.message, joined && css.joined, named && !deleted && css.mentioned, talk.chosen?.has(message.id) && css.chosen)}
      data-message={message.id}
      tabIndex={-1}
      aria-label={t("message.label", { name, at: new Date(message.created_at) })}
      {...hands}
    >
      <div className={css.side}>
        {choosing ? (
          <Checkbox
            hideLabel
            label={t("carry.choose")}
            disabled={deleted}
            checked={talk.chosen?.has(message.id) ?? false}
            onChange={() => talk.choose(message.id)}
          />
        ) : joined ? (
          <span className={css.at}>
            <Time at={message.created_at} show="time" />
          </span>
        ) : (
          <Avatar name={name} size={40} decorative />
        )}
      </div>
      <div className={css.body}>
        {!joined && (
          <p className={css.line}>
            <span className={css.author}>{name}</span>
            <span className={css.when}>
              <Time at={message.created_at} show="time" />
            </span>
          </p>
        )}
        {message.reply_to && !inThread && <Quote id={message.reply_to} channel={message.channel_id} />}
        {deleted ? (
          <p className={css.gone}>
            {message.deleted_by === author.id ? t("message.deleted.own", { name }) : t("message.deleted.other")}
          </p>
        ) : talk.editing === message.id ? (
          <EditBox message={message} />
        ) : (
          <Prose html={message.html} />
        )}
        <MessageAfter message={message} inThread={inThread} />
      </div>
      {!deleted && !choosing && talk.editing !== message.id && (
        <>
          <MessageTools message={message} inThread={inThread} />
          <IconButton className={css.more} icon={EllipsisVertical} label={t("act.more")} aria-haspopup="dialog" onClick={() => talk.ask(message)} />
        </>
      )}
    </article>
  );
}
