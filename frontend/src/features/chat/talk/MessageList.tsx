import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { formatDate } from "@/i18n";
import { Button } from "@/ui/Button";
import { useText } from "../text";
import { MessageItem } from "./MessageItem";
import css from "./MessageList.module.css";
import { OutgoingItem } from "./OutgoingItem";
import type { Row } from "./rows";

export interface MessageListHandle {
  /** Puts the row in the middle and the focus on it; false when it is not there. */
  show: (key: string) => boolean;
  toEnd: () => void;
}

export interface MessageListProps {
  rows: Row[];
  /** The row to begin at; the end when it is not there. */
  start?: string;
  /** What stands before the first message at the very beginning. */
  before: ReactNode;
  older: (() => void) | null;
  newer: (() => void) | null;
  loading: boolean;
  onSeen: (seq: number) => void;
  unseen: number;
  /** Loads the newest messages, where the loaded stretch does not reach them. */
  toNewest: () => void;
  ref?: Ref<MessageListHandle>;
}

const guess = { start: 96, day: 44, new: 28, message: 64, outgoing: 64 };

/** Moves between messages with the arrow keys. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const here = (event.target as HTMLElement).closest<HTMLElement>("[data-message]");
  if (!by || event.target !== here) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-message]")];
  const next = all.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[all.indexOf(here) + by];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const walking = { onKeyDown: walk };

/** The messages: only those in view are on the page; it stays at the end while one is there. */
export function MessageList(props: MessageListProps) {
  const { rows, start, older, newer, onSeen, ref } = props;
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => guess[rows[index]?.kind ?? "message"],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 10,
    anchorTo: "end",
    followOnAppend: newer === null,
    scrollEndThreshold: 80,
    paddingEnd: 8,
  });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || rows.length === 0) return;
    begun.current = true;
    const index = rows.findIndex((row) => row.key === start);
    if (index >= 0) list.scrollToIndex(index, { align: start === "new" ? "start" : "center" });
    else list.scrollToEnd();
  }, [list, rows, start]);

  useImperativeHandle(ref, () => ({
    show: (key) => {
      const index = rows.findIndex((row) => row.key === key);
      if (index < 0) return false;
      list.scrollToIndex(index, { align: "center" });
      const focus = () => {
        const element = scroller.current?.querySelector<HTMLElement>(`[data-message="${key}"]`);
        element?.focus({ preventScroll: true });
        element?.setAttribute("data-found", "");
        setTimeout(() => element?.removeAttribute("data-found"), 2500);
      };
      setTimeout(focus, 150);
      return true;
    },
    toEnd: () => list.scrollToEnd(),
  }));

  const virtual = list.getVirtualItems();
  const scan = () => {
    const element = scroller.current;
    if (!element || !begun.current) return;
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    setAtEnd(end);
    if (element.scrollTop < 600) older?.();
    if (end && newer) newer();
    if (document.hidden) return;
    const bottom = element.scrollTop + element.clientHeight;
    const seen = list.getVirtualItems().filter((item) => item.start < bottom).map((item) => rows[item.index]);
    const last = seen.findLast((row) => row?.kind === "message");
    if (last?.kind === "message") onSeen(last.message.seq);
  };
  const current = useRef(scan);
  useEffect(() => {
    current.current = scan;
  });
  const length = rows.length;
  useEffect(() => {
    const timer = setTimeout(() => current.current(), 300);
    const look = () => current.current();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [length]);

  return (
    <div className={css.frame}>
      <div ref={scroller} className={css.scroller} onScroll={scan} role="region" tabIndex={0} aria-label={t("talk.messages")}>
        <div className={css.space} aria-hidden />
        <div role="log" aria-label={t("talk.messages")} className={css.rows} style={{ height: list.getTotalSize() }} {...walking}>
          {virtual.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div key={item.key} ref={list.measureElement} data-index={item.index} className={css.row} style={{ transform: `translateY(${item.start}px)` }}>
                {row.kind === "start" && <div className={css.beginning}>{props.before}</div>}
                {row.kind === "day" && <div className={css.day}>{formatDate(row.at, { weekday: "long", day: "numeric", month: "long", year: "numeric" })}</div>}
                {row.kind === "new" && <div className={css.new}>{t("talk.new")}</div>}
                {row.kind === "message" && <MessageItem message={row.message} joined={row.joined} />}
                {row.kind === "outgoing" && <OutgoingItem outgoing={row.outgoing} joined={row.joined} />}
              </div>
            );
          })}
        </div>
      </div>
      {props.loading && <p className={css.more}>{t("talk.loading")}</p>}
      {(!atEnd || newer) && (
        <Button className={css.down} size="small" icon={ArrowDown} onClick={newer ? props.toNewest : () => list.scrollToEnd()}>
          {props.unseen > 0 ? t("talk.toNew", { count: props.unseen }) : t("talk.toEnd")}
        </Button>
      )}
    </div>
  );
}
