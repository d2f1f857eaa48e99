import { ArrowDownToLine, ArrowUpToLine, CornerDownRight, Reply } from "lucide-react";
import { useRef } from "react";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { TlpLabel } from "@/ui/TlpLabel";
import { useText } from "../text";
import type { Topic } from "../types";
import { useScrolledPast } from "../useScrolledPast";
import css from "./Topic.module.css";

export interface TopicBarProps {
  topic: Topic;
  /** The number of the post being read. */
  at: number;
  /** How far it was read when it was opened. */
  since: number;
  onJump: (number: number) => void;
  onReply?: () => void;
}

/** Stays in view while one reads: the label, where one is, and ways to the first, first unread and last post. */
export function TopicBar({ topic, at, since, onJump, onReply }: TopicBarProps) {
  const t = useText();
  const sentinel = useRef<HTMLDivElement>(null);
  const stuck = useScrolledPast(sentinel, 57);
  const unread = since > 0 && since < topic.posts ? since + 1 : null;
  return (
    <>
      <div ref={sentinel} />
      <div className={cx(css.bar, stuck && css.stuck)}>
        <div className={css.barTitle} aria-hidden={!stuck}>
          <TlpLabel label={topic.label} size="small" />
          <span className={css.ellipsis}>{topic.title}</span>
        </div>
        <span className={css.position}>{t("topic.position", { at: Math.max(at, 1), of: topic.posts })}</span>
        <div className={css.barButtons}>
          {topic.posts > 1 && <IconButton size="small" icon={ArrowUpToLine} label={t("topic.jump.first")} onClick={() => onJump(1)} />}
          {unread && <IconButton size="small" icon={CornerDownRight} label={t("topic.jump.unread")} onClick={() => onJump(unread)} />}
          {topic.posts > 1 && <IconButton size="small" icon={ArrowDownToLine} label={t("topic.jump.last")} onClick={() => onJump(topic.posts)} />}
          {onReply && (
            <Button size="small" icon={Reply} className={css.barReply} onClick={onReply}>
              {t("reply")}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
