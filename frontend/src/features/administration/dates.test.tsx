import { screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import { loadTexts, setTimeZone } from "@/i18n";
import { show } from "@/test/screen";
import { query } from "./audit/filters";
import { ClockBar } from "./vetting/Clock";

beforeAll(() => loadTexts("administration"));
afterEach(() => setTimeZone(null));

it("reads the audit log from the first to the last moment of the days on the person's own clock", () => {
  setTimeZone("America/Jamaica");
  const { since, until } = query({ since: "2026-11-27", until: "2026-11-30" });
  expect([since, until]).toEqual(["2026-11-27T05:00:00.000Z", "2026-12-01T05:00:00.000Z"]);
  expect(query({})).toMatchObject({ since: undefined, until: undefined });
});

it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])("owes a decision on the same day in %s", async (zone) => {
  setTimeZone(zone);
  await show(<ClockBar clock={{ due_on: "2026-11-27", working_days_left: 4, overdue: false }} />);
  expect(await screen.findByText("Decision owed by Nov 27, 2026")).toBeTruthy();
});
