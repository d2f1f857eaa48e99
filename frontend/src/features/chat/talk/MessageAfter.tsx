import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText, MessageSquareText, MessagesSquare, Pin } from "lucide-react";
import { formatNumber } from "@/i18n";
import { cx } from "@/ui/cx";
import { useText } from "../text";
import type { Message } from "../types";
import { react } from "./actions";
import { useTalk } from "./context";
import { emoji as known, type Emoji } from "./emoji";
import css from "./MessageAfter.module.css";

/** What stands under a message: files, reactions, its thread, its topic, and what happened to it. */
export function MessageAfter({ message, inThread }: { message: Message; inThread?: boolean }) {
  const t = useText();
  const talk = useTalk();
  const client = useQueryClient();
  const who = (people: string[]) => {
    const said = people.map((id) => (id === talk.me ? t("person.you") : talk.names.get(id))).filter(Boolean);
    return said.length === people.length ? said.join(", ") : t("reaction.people", { count: people.length });
  };
  // Pictures that the text shows in place are not listed again.
  const files = message.attachments.filter((file) => !(file.inline && message.html.includes(file.id)));
  return (
    <div className={css.after}>
      {files.map((file) => (
        <a key={file.id} href={file.url} className={css.file} download={file.name}>
          <FileText size={18} aria-hidden />
          <span>{file.name}</span>
          <small>{formatNumber(Math.max(1, Math.round(file.size / 1000)), { style: "unit", unit: "kilobyte" })}</small>
        </a>
      ))}
      {message.reactions.map(({ emoji, people }) => {
        const mine = people.includes(talk.me);
        const name = emoji in known ? t(`reaction.${known[emoji as Emoji]}`) : emoji;
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={mine}
            aria-label={t("reaction.label", { name, count: people.length })}
            data-tooltip={who(people)}
            disabled={!talk.channel.may_write}
            className={cx(css.reaction, mine && css.mine)}
            onClick={() => void react(client, message, emoji, talk.me, !mine)}
          >
            <span aria-hidden>{emoji}</span>
            <span aria-hidden>{people.length}</span>
          </button>
        );
      })}
      {message.replies > 0 && !inThread && (
        <button type="button" className={css.link} onClick={() => talk.thread(message.id)}>
          <MessageSquareText size={16} aria-hidden />
          {t("thread.replies", { count: message.replies })}
        </button>
      )}
      {message.topic_id && (
        <Link to="/forum/topics/$topicId" params={{ topicId: message.topic_id }} className={css.link}>
          <MessagesSquare size={16} aria-hidden />
          {t("carry.link")}
        </Link>
      )}
      {message.edited_at && !message.deleted && (
        <button type="button" className={cx(css.link, css.trace)} onClick={() => talk.history(message)}>
          {t("message.edited")}
        </button>
      )}
      {message.pinned_at && (
        <span className={cx(css.link, css.trace)}>
          <Pin size={14} aria-hidden />
          {t("message.pinned")}
        </span>
      )}
    </div>
  );
}
