import { useQuery } from "@tanstack/react-query";
import { Coffee } from "lucide-react";
import { useMe } from "@/api/me";
import { formatDate } from "@/i18n";
import { LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Chat, Groups, Notifications } from "./Beside";
import { Duties } from "./Duties";
import { Listeners } from "./Listener";
import { Mentions, NewTopics, Questions } from "./News";
import { forumQuery } from "./queries";
import { useText } from "./text";
import { useTodo } from "./todo";
import { Waiting } from "./Waiting";

/** The hour on the person's own clock, wherever the browser is. */
function hourIn(zone: string | undefined): number {
  return Number(new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: zone }).format(new Date()));
}

/** The day at a glance: what waits for me, who named me, what is new. */
export default function TodayPage() {
  const t = useText();
  const { person, streams } = useMe();
  const query = useQuery(forumQuery);
  const zone = person.time_zone || undefined;
  const hour = hourIn(zone);
  const part = hour < 5 ? "evening" : hour < 12 ? "morning" : hour < 19 ? "afternoon" : "evening";
  const date = formatDate(new Date(), { weekday: "long", day: "numeric", month: "long", timeZone: zone });
  const today = query.data;
  const todo = useTodo();
  const calm = today && !todo.any && today.awaiting.length + today.mentions.length + today.new.length === 0;
  return (
    <Page
      title={t(`title.${part}`, { name: person.name.replace(/\s*\(.*?\)/g, "") })}
      intro={date}
      width="wide"
      aside={
        <>
          {today && <Groups groups={today.groups} />}
          <Chat />
          <Notifications />
        </>
      }
    >
      <Listeners streams={["me", ...streams]} />
      {query.isPending && <Skeleton height={320} />}
      {query.isError && !today && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {calm && (
        <EmptyState icon={Coffee} title={t("calm.title")} action={<LinkButton to="/forum">{t("calm.action")}</LinkButton>}>
          {t("calm.detail")}
        </EmptyState>
      )}
      {today && (
        <>
          <Waiting topics={today.awaiting} />
          <Duties todo={todo} />
          <Mentions mentions={today.mentions} />
          {!calm && <NewTopics topics={today.new} />}
          <Questions topics={today.questions} />
        </>
      )}
    </Page>
  );
}
