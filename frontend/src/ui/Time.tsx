import { useEffect, useState } from "react";
import { formatDate, useLocale, type Locale } from "@/i18n";
import { Tooltip } from "./Tooltip";

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

function relative(at: Date, now: number, locale: Locale): string {
  const seconds = (at.getTime() - now) / 1000;
  const style = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return style.format(Math.trunc(seconds / length), unit);
  }
  return style.format(0, "second");
}

/** One clock for the whole page, so that a long list does not keep a timer for each row. */
const tickers = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    tickers.add(setNow);
    timer ??= setInterval(() => tickers.forEach((tick) => tick(Date.now())), 30_000);
    return () => {
      tickers.delete(setNow);
      if (tickers.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
  return now;
}

export interface TimeProps {
  at: string | Date;
  /** `relative` ("3 hr. ago"), `time` ("14:05"), `date`, or `full` with the zone. */
  show?: "relative" | "time" | "date" | "full";
  /** IANA zone of the person or of the event; else the browser's. */
  zone?: string;
}

/** A moment as `<time>`; the full date with its zone is in the tooltip and in the `datetime` attribute. */
export function Time({ at, show = "relative", zone }: TimeProps) {
  const locale = useLocale();
  const now = useNow();
  const date = typeof at === "string" ? new Date(at) : at;
  const full = formatDate(date, {
    weekday: "short", year: "numeric", month: "long", day: "numeric",
    hour: "2-digit", minute: "2-digit", timeZoneName: "short", timeZone: zone,
  });
  const shown = {
    relative: () => relative(date, now, locale),
    time: () => formatDate(date, { hour: "2-digit", minute: "2-digit", timeZone: zone }),
    date: () => formatDate(date, { dateStyle: "medium", timeZone: zone }),
    full: () => full,
  }[show]();
  const element = <time dateTime={date.toISOString()}>{shown}</time>;
  return show === "full" ? element : <Tooltip text={full}>{element}</Tooltip>;
}
