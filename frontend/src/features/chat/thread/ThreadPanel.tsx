import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useLive } from "@/api/live";
import { IconButton } from "@/ui/Button";
import { ErrorState, Skeleton } from "@/ui/States";
import { threadQuery } from "../api";
import { Composer } from "../send/Composer";
import { useOutbox } from "../send/useOutbox";
import { useTalk } from "../talk/context";
import { MessageItem } from "../talk/MessageItem";
import { OutgoingItem } from "../talk/OutgoingItem";
import { useText } from "../text";
import css from "./ThreadPanel.module.css";

/** A thread beside its channel: the message that began it, its replies, and where to answer. */
export default function ThreadPanel({ root, onClose }: { root: string; onClose: () => void }) {
  const t = useText();
  const { channel } = useTalk();
  const live = useLive();
  const query = useQuery(threadQuery(channel.id, root));
  const { waiting } = useOutbox();
  const scroller = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const items = query.data?.items ?? [];
  const [first, ...replies] = items;
  const outgoing = waiting.filter((one) => one.reply_to === root && !items.some((message) => message.id === one.id));
  const shown = items.length + outgoing.length;
  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [shown]);
  useEffect(() => {
    panel.current?.querySelector("textarea")?.focus();
  }, [root]);
  const leaving = { onKeyDown: (event: KeyboardEvent) => event.key === "Escape" && onClose() };
  return (
    <aside ref={panel} className={css.panel} aria-label={t("thread.title")} {...leaving}>
      <header className={css.head}>
        <h2>{t("thread.title")}</h2>
        <IconButton icon={X} label={t("thread.close")} onClick={onClose} />
      </header>
      <div ref={scroller} className={css.scroll} tabIndex={0} role="region" aria-label={t("thread.title")}>
        {query.isPending && (
          <div className={css.wait}>
            <Skeleton lines={5} />
          </div>
        )}
        {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
        {first && <MessageItem message={first} joined={false} inThread />}
        {first && <p className={css.count}>{t("thread.replies", { count: replies.filter((one) => !one.deleted).length })}</p>}
        {replies.map((message) => (
          <MessageItem key={message.id} message={message} joined={false} inThread />
        ))}
        {outgoing.map((one) => (
          <OutgoingItem key={one.id} outgoing={one} joined={false} />
        ))}
      </div>
      <Composer channel={channel} root={root} replyTo={null} onForget={() => {}} onSent={() => {}} typing="" onType={() => live.typing(`channel:${channel.id}`)} />
    </aside>
  );
}
