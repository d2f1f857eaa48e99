import { Link } from "@tanstack/react-router";
import { BookCheck, CheckCheck, Lock, Pin } from "lucide-react";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Time } from "@/ui/Time";
import { kindIcons } from "../KindIcon";
import { useText } from "../text";
import type { Topic } from "../types";
import css from "./Topic.module.css";

/** What stands under a topic's title: kind, source, group, state and tags. */
export function TopicFacts({ topic }: { topic: Topic }) {
  const t = useText();
  const source = topic.organisation;
  return (
    <div className={css.facts}>
      <Badge icon={kindIcons[topic.kind]}>{t(`kind.${topic.kind}`)}</Badge>
      {topic.pinned && <Badge icon={Pin}>{t("state.pinned")}</Badge>}
      {topic.locked && <Badge tone="warn" icon={Lock}>{t("state.locked")}</Badge>}
      {topic.accepted_post_id && (
        <Link to="/forum/posts/$postId" params={{ postId: topic.accepted_post_id }} data-tooltip={t("topic.jump.answer")}>
          <Badge tone="good" icon={CheckCheck}>{t("state.answered")}</Badge>
        </Link>
      )}
      {topic.promoted_from_id && <Badge tone="good" icon={BookCheck}>{t("state.promoted")}</Badge>}
      <span>
        {source && (
          <Link to={`/directory/organisations/${source.id}`} className={css.source}>
            {source.acronym || source.name}
          </Link>
        )}
        {source?.country && `, ${countryName(source.country)}`}
      </span>
      <span>
        <Time at={topic.created_at} />
      </span>
      {topic.tags.map((tag) => (
        <Link key={tag} to="/forum" search={{ tag }} className={css.tag}>
          #{tag}
        </Link>
      ))}
    </div>
  );
}
