import type { Schemas } from "@/api/types";
import { formatDate } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { useText } from "./text";

/** How much is left of the 20 working days. */
export function Clock({ clock }: { clock: Schemas["Clock"] | null }) {
  const t = useText();
  if (!clock) return null;
  if (clock.overdue) return <Badge tone="danger">{t("clock.late", { date: formatDate(`${clock.due_on}T12:00:00`) })}</Badge>;
  return <Badge tone={clock.working_days_left <= 5 ? "warn" : "neutral"}>{t("clock.left", { count: clock.working_days_left })}</Badge>;
}
