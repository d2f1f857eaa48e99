import { formatDate } from "@/i18n";

/** A date as exact as it is known: "2015", "May 2015" or "May 24, 2015"; nothing for an empty one. */
export function partialDate(text: string, month: "long" | "short" = "long"): string {
  if (text === "") return "";
  const at = new Date(`${text}-01-01`.slice(0, 10) + "T00:00:00Z");
  if (text.length === 4) return text;
  const day = text.length === 10 ? { day: "numeric" as const } : {};
  return formatDate(at, { year: "numeric", month, ...day, timeZone: "UTC" });
}

/** "2020–2023", with what is not known left out. */
export function period(from: string, until: string): string {
  if (from === "" && until === "") return "";
  return from === until ? partialDate(from) : `${partialDate(from)}–${partialDate(until)}`;
}
