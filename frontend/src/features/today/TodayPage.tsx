import { useMe } from "@/api/me";
import { formatDate } from "@/i18n";
import { Page } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { useText } from "./text";

/** The day at a glance. */
export default function TodayPage() {
  const t = useText();
  const { person } = useMe();
  const date = formatDate(new Date(), { weekday: "long", day: "numeric", month: "long", timeZone: person.time_zone || undefined });
  return (
    <Page title={t("title")} intro={date}>
      <EmptyState title={t("empty.title")}>{t("empty.detail")}</EmptyState>
    </Page>
  );
}
