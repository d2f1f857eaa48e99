import { Link } from "@tanstack/react-router";
import { CalendarCheck, CheckCheck, Lock, MessageSquare, Pin } from "lucide-react";
import { memo } from "react";
import { countryName, formatDate } from "@/i18n";
import { Badge, Count } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { kindIcons } from "../KindIcon";
import { SeverityBadge } from "../SeverityBadge";
import { useText } from "../text";
import type { TopicCard } from "../types";
import css from "./TopicRow.module.css";

export interface TopicRowProps {
  topic: TopicCard;
  /** Leave the group out where the whole list is of one. */
  withoutGroup?: boolean;
  /** The list that a tag narrows; the whole forum's when nothing is said. */
  place?: string;
}

/** A topic in a list: its label first, then what it is about, whose it is, and what has happened. */
export const TopicRow = memo(function TopicRow({ topic, withoutGroup, place = "/forum" }: TopicRowProps) {
  const t = useText();
  const Icon = kindIcons[topic.kind];
  const { author, organisation } = topic;
  const replies = topic.posts - 1;
  return (
    <article className={cx(css.row, topic.unread > 0 && css.unread)}>
      <span className={css.kind} data-tooltip={t(`kind.${topic.kind}`)}>
        <Icon size={20} aria-hidden />
        <span className="visually-hidden">{t(`kind.${topic.kind}`)}</span>
      </span>
      <div className={css.main}>
        <div className={css.head}>
          <TlpLabel label={topic.label} size="small" />
          {topic.severity && <SeverityBadge severity={topic.severity} />}
          {topic.awaiting && <Badge tone="warn">{t("state.awaiting")}</Badge>}
          {topic.answered && <Badge tone="good" icon={CheckCheck}>{t("state.answered")}</Badge>}
          {topic.pinned && <Badge icon={Pin}>{t("state.pinned")}</Badge>}
          {topic.locked && <Badge icon={Lock}>{t("state.locked")}</Badge>}
          {topic.open_flags > 0 && <Badge tone="danger">{t("state.flagged", { count: topic.open_flags })}</Badge>}
        </div>
        <h2 className={css.title} lang={topic.language || undefined}>
          <Link to="/forum/topics/$topicId" params={{ topicId: topic.id }} className={css.link}>
            {topic.title}
          </Link>
        </h2>
        <p className={css.meta}>
          {organisation && (
            <span>
              {organisation.acronym || organisation.name}
              {organisation.country && `, ${countryName(organisation.country)}`}
            </span>
          )}
          {author && <span className={css.wide}>{author.name}</span>}
          {topic.group && !withoutGroup && (
            <Link to="/forum/groups/$groupId" params={{ groupId: topic.group.id }} className={css.group}>
              {topic.group.name}
            </Link>
          )}
          {topic.review_on && (
            <span className={css.item}>
              <CalendarCheck size={14} aria-hidden />
              {t("practice.review", { date: formatDate(topic.review_on, { dateStyle: "medium", timeZone: "UTC" }) })}
            </span>
          )}
          {topic.tags.slice(0, 3).map((tag) => (
            <Link key={tag} to={place} search={{ tag }} className={cx(css.tag, css.wide)}>
              #{tag}
            </Link>
          ))}
        </p>
      </div>
      <div className={css.end}>
        <span className={css.time}>
          <Time at={topic.last_activity} />
        </span>
        <span className={css.counts}>
          <Count value={topic.unread} label={t("unread", { count: topic.unread })} />
          <span className={css.replies} data-tooltip={t("replies", { count: replies })}>
            <MessageSquare size={14} aria-hidden />
            <span aria-hidden>{replies}</span>
            <span className="visually-hidden">{t("replies", { count: replies })}</span>
          </span>
        </span>
      </div>
    </article>
  );
});
