import { formatNumber } from "./intl";

/** A stretch of time in the largest unit that fits: 40 min, 3.5 hr, 2 days. */
export function duration(seconds: number): string {
  const [unit, length] = seconds < 3600 ? (["minute", 60] as const) : seconds < 86_400 ? (["hour", 3600] as const) : (["day", 86_400] as const);
  const count = unit === "minute" ? Math.max(1, Math.round(seconds / length)) : Math.round((seconds / length) * 10) / 10;
  return formatNumber(count, { style: "unit", unit, unitDisplay: unit === "day" ? "long" : "short", maximumFractionDigits: 1 });
}
