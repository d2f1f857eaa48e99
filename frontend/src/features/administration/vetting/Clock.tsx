import type { Schemas } from "@/api/types";
import { formatDate } from "@/i18n";
import { Badge } from "@/ui/Badge";
import css from "../Administration.module.css";
import { useText } from "../text";

const given = 20;
/** A date without a time is the same day everywhere. */
const day = (date: string) => formatDate(date, { dateStyle: "medium", timeZone: "UTC" });

/** How much is left of the 20 working days. */
export function Clock({ clock }: { clock: Schemas["Clock"] | null }) {
  const t = useText();
  if (!clock) return null;
  if (clock.overdue) return <Badge tone="danger">{t("clock.late", { date: day(clock.due_on) })}</Badge>;
  return <Badge tone={clock.working_days_left <= 5 ? "warn" : "neutral"}>{t("clock.left", { count: clock.working_days_left })}</Badge>;
}

/** The same clock as a bar that fills, with the day on which a decision is owed. */
export function ClockBar({ clock }: { clock: Schemas["Clock"] }) {
  const t = useText();
  const left = Math.max(0, clock.working_days_left);
  return (
    <div className={css.clock}>
      <p>
        <strong>{clock.overdue ? t("clock.late", { date: day(clock.due_on) }) : t("clock.due", { date: day(clock.due_on) })}</strong>
        {!clock.overdue && <span className={css.second}>{t("clock.of", { count: left, given })}</span>}
      </p>
      <progress aria-label={t("clock.bar")} max={given} value={Math.min(given, given - left)} data-late={clock.overdue || undefined} data-soon={left <= 5 || undefined} />
    </div>
  );
}
