import { Link } from "@tanstack/react-router";
import type { Schemas } from "@/api/types";
import { Avatar } from "@/ui/Avatar";
import { Count } from "@/ui/Badge";
import { Section } from "@/ui/Page";
import { Time } from "@/ui/Time";
import { Entries, Entry, Quiet } from "./Entry";
import { useText } from "./text";
import css from "./Today.module.css";

type Today = Schemas["ForumToday"];

export function Mentions({ mentions }: { mentions: Today["mentions"] }) {
  const t = useText();
  if (mentions.length === 0) return null;
  return (
    <Section title={t("mentions.title")}>
      <Entries>
        {mentions.map((mention) => (
          <Entry
            key={mention.post_id}
            to={`/forum/topics/${mention.topic_id}`}
            search={{ post: mention.number }}
            label={mention.label}
            title={mention.topic_title}
            excerpt={mention.excerpt}
            meta={
              <>
                {mention.author && <Avatar name={mention.author.name} size={24} decorative />}
                {mention.author && <span>{mention.author.name}</span>}
                <Time at={mention.created_at} />
              </>
            }
          />
        ))}
      </Entries>
    </Section>
  );
}

export function NewTopics({ topics }: { topics: Today["new"] }) {
  const t = useText();
  return (
    <Section
      title={t("new.title")}
      actions={
        topics.length > 0 && (
          <Link to="/forum" search={{ unread: true }} className={css.more}>
            {t("new.all")}
          </Link>
        )
      }
    >
      {topics.length === 0 ? (
        <Quiet>{t("new.none")}</Quiet>
      ) : (
        <Entries>
          {topics.map((topic) => (
            <Entry
              key={topic.id}
              to={`/forum/topics/${topic.id}`}
              label={topic.label}
              title={topic.title}
              excerpt={topic.excerpt}
              meta={
                <>
                  <span>{[t(`kind.${topic.kind}`), topic.last_author?.name ?? topic.author?.name, topic.group?.name].filter(Boolean).join(" · ")}</span>
                  <Time at={topic.last_activity} />
                </>
              }
              end={<Count value={topic.unread ?? 0} label={t("new.posts", { count: topic.unread ?? 0 })} />}
            />
          ))}
        </Entries>
      )}
    </Section>
  );
}

export function Questions({ topics }: { topics: Today["questions"] }) {
  const t = useText();
  return (
    <Section title={t("questions.title")}>
      {topics.length === 0 ? (
        <Quiet>{t("questions.none")}</Quiet>
      ) : (
        <Entries>
          {topics.map((topic) => (
            <Entry
              key={topic.id}
              to={`/forum/topics/${topic.id}`}
              label={topic.label}
              title={topic.title}
              meta={
                <>
                  {topic.organisation && <span>{topic.organisation.acronym || topic.organisation.name}</span>}
                  <Time at={topic.created_at} />
                </>
              }
            />
          ))}
        </Entries>
      )}
    </Section>
  );
}
