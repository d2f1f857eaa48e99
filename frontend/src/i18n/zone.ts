/** The zone that the person chose (IANA); the browser's own where none is chosen, or where it does not know that one. */
let chosen: string | undefined;
let calendar: Intl.DateTimeFormat | undefined;
let clock: Intl.DateTimeFormat | undefined;

export function setTimeZone(zone: string | null | undefined): void {
  calendar = clock = undefined;
  try {
    chosen = zone ? new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone : undefined;
  } catch {
    chosen = undefined;
  }
}

export function currentTimeZone(): string | undefined {
  return chosen;
}

/** The day of a moment on the person's calendar: 2026-11-27. */
export function dayOf(at: Date | string): string {
  calendar ??= new Intl.DateTimeFormat("en-CA", { timeZone: chosen, year: "numeric", month: "2-digit", day: "2-digit" });
  return calendar.format(new Date(at));
}

/** How far the person's clocks are ahead of UTC at a moment, in milliseconds. */
function ahead(at: number): number {
  clock ??= new Intl.DateTimeFormat("en", {
    timeZone: chosen, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const parts = new Map(clock.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - at;
}

/** The moment at which a day begins there; where clocks skip midnight, the first one of that day. */
export function startOfDay(day: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const first = midnight - ahead(midnight);
  return new Date(Math.max(first, midnight - ahead(first)));
}
