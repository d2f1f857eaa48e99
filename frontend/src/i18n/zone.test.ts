import { afterEach, expect, it } from "vitest";
import { dayOf, formatDate, setTimeZone, startOfDay } from ".";

afterEach(() => setTimeZone(null));

it("shows moments on the clock that the person chose, unless a date says which it means", () => {
  const at = "2026-11-27T03:13:00Z";
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  setTimeZone("America/Jamaica");
  expect(formatDate(at, clock)).toBe("22:13");
  expect(formatDate(at)).toBe("Nov 26, 2026");
  expect(formatDate(at, { ...clock, timeZone: undefined })).toBe("22:13");
  expect(formatDate(at, { ...clock, timeZone: "UTC" })).toBe("03:13");
  setTimeZone("America/St_Johns");
  expect(formatDate(at, clock)).toBe("23:43");
});

it("keeps the browser's clock for a zone that it does not know", () => {
  const before = formatDate("2026-11-27T03:13:00Z", { timeStyle: "long" });
  setTimeZone("Atlantis/Capital");
  expect(formatDate("2026-11-27T03:13:00Z", { timeStyle: "long" })).toBe(before);
  setTimeZone("");
  expect(formatDate("2026-11-27T03:13:00Z", { timeStyle: "long" })).toBe(before);
});

it("says on which day a moment is there, and when that day begins", () => {
  setTimeZone("America/Jamaica");
  expect(dayOf("2026-11-27T03:13:00Z")).toBe("2026-11-26");
  expect(dayOf("2026-11-27T05:00:00Z")).toBe("2026-11-27");
  expect(startOfDay("2026-11-27").toISOString()).toBe("2026-11-27T05:00:00.000Z");
  // In Chile clocks go forward at midnight of the sixth of September: that day begins at one.
  setTimeZone("America/Santiago");
  expect(startOfDay("2026-09-05").toISOString()).toBe("2026-09-05T04:00:00.000Z");
  expect(dayOf(startOfDay("2026-09-06"))).toBe("2026-09-06");
  expect(startOfDay("2026-09-07").toISOString()).toBe("2026-09-07T03:00:00.000Z");
});

it("writes hours from 00 to 23 in every language", () => {
  setTimeZone("UTC");
  expect(formatDate("2026-11-27T00:05:00Z", { hour: "2-digit", minute: "2-digit" })).toBe("00:05");
  expect(formatDate("2026-11-27T18:05:00Z", { dateStyle: "medium", timeStyle: "short" })).toContain("18:05");
});
