import { Clock } from "lucide-react";
import type { Schemas } from "@/api/types";
import { dayOf, formatDate } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Section } from "@/ui/Page";
import { Entries, Entry } from "./Entry";
import { useText } from "./text";
import css from "./Today.module.css";

type TopicCard = Schemas["TopicCard"];

function Due({ by }: { by: string | null }) {
  const t = useText();
  if (by === null) return <Badge>{t("awaiting.open")}</Badge>;
  // A date without a time is a day everywhere: it must not slip to the day before in the Americas.
  const date = formatDate(by, { day: "numeric", month: "short", timeZone: "UTC" });
  const left = Math.round((Date.parse(by) - Date.parse(dayOf(new Date()))) / 86_400_000);
  if (left < 0) return <Badge tone="danger" icon={Clock}>{t("awaiting.overdue", { date })}</Badge>;
  if (left === 0) return <Badge tone="danger" icon={Clock}>{t("awaiting.today")}</Badge>;
  return <Badge tone="warn" icon={Clock}>{t("awaiting.due", { date })}</Badge>;
}

/** Advisories that my team has not acknowledged, the most urgent first. */
export function Waiting({ topics }: { topics: TopicCard[] }) {
  const t = useText();
  if (topics.length === 0) return null;
  const urgent = [...topics].sort((a, b) => (a.acknowledge_by ?? "9999").localeCompare(b.acknowledge_by ?? "9999"));
  return (
    <div className={css.waiting}>
      <Section title={t("awaiting.title")}>
        <Entries>
          {urgent.map((topic) => (
            <Entry
              key={topic.id}
              to={`/forum/topics/${topic.id}`}
              label={topic.label}
              title={topic.title}
              meta={
                <>
                  <Due by={topic.acknowledge_by} />
                  {topic.severity && <Badge tone={topic.severity === "critical" || topic.severity === "high" ? "danger" : "neutral"}>{t(`severity.${topic.severity}`)}</Badge>}
                  {topic.organisation && <span>{topic.organisation.acronym || topic.organisation.name}</span>}
                  {topic.group && <span>{topic.group.name}</span>}
                </>
              }
            />
          ))}
        </Entries>
      </Section>
    </div>
  );
}
