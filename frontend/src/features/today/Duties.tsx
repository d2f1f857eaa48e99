import { Clock } from "lucide-react";
import { formatDate } from "@/i18n";
import { Badge, Count } from "@/ui/Badge";
import { Section } from "@/ui/Page";
import { Entries, Entry } from "./Entry";
import { useText } from "./text";
import css from "./Today.module.css";
import type { Todo } from "./todo";

/** A date without a time is the same day everywhere. */
const day = (date: string) => formatDate(date, { day: "numeric", month: "short", timeZone: "UTC" });

/** What waits for me to be decided, confirmed or reviewed; nothing where nothing does. */
export function Duties({ todo: { flagged, applications, entries, reviews, any } }: { todo: Todo }) {
  const t = useText();
  if (!any) return null;
  return (
    <div className={css.waiting}>
      <Section title={t("todo.title")}>
        <Entries>
          {flagged > 0 && (
            <Entry to="/forum/moderation" title={t("todo.flagged", { count: flagged })} end={<Count value={flagged} label={t("todo.flagged", { count: flagged })} />} />
          )}
          {applications.map(({ id, name, clock }) => (
            <Entry
              key={id}
              to={`/directory/applications/${id}`}
              title={name}
              meta={
                <>
                  {clock && (
                    <Badge tone={clock.overdue ? "danger" : "warn"} icon={Clock}>
                      {t(clock.overdue ? "awaiting.overdue" : "todo.decide", { date: day(clock.due_on) })}
                    </Badge>
                  )}
                  <span>{t("todo.application")}</span>
                </>
              }
            />
          ))}
          {entries.map(({ id, name, by }) => (
            <Entry
              key={id}
              to={`/directory/organisations/${id}`}
              title={t("todo.confirm", { name })}
              meta={
                <>
                  <Badge tone="warn" icon={Clock}>
                    {by ? t("awaiting.overdue", { date: day(by) }) : t("todo.never")}
                  </Badge>
                  <span>{t("todo.confirm.why")}</span>
                </>
              }
            />
          ))}
          {reviews.map(({ id, title, label, review_on, group }) => (
            <Entry
              key={id}
              to={`/forum/topics/${id}`}
              label={label}
              title={title}
              meta={
                <>
                  {review_on && (
                    <Badge tone="warn" icon={Clock}>
                      {t("todo.review", { date: day(review_on) })}
                    </Badge>
                  )}
                  <span>{[t("kind.best_practice"), group?.name].filter(Boolean).join(" · ")}</span>
                </>
              }
            />
          ))}
        </Entries>
      </Section>
    </div>
  );
}
