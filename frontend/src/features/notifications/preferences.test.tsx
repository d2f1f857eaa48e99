import { screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import { loadTexts, setTimeZone } from "@/i18n";
import { show } from "@/test/screen";
import PreferencesPage from "./PreferencesPage";

const read = { kinds: { "chat.message.direct": { in_app: true, mail: "now" } }, chosen: [], digest_hour: 7, time_zone: "Pacific/Kiritimati", openpgp: false };

beforeAll(() => loadTexts("notifications"));
afterEach(() => setTimeZone(null));

it("names the hours of the digest as they are on any clock", async () => {
  setTimeZone("Pacific/Kiritimati");
  await show(<PreferencesPage />, { "GET /api/v1/notifications/preferences": read, "GET /api/v1/subscriptions": [], "GET /api/v1/notifications/mails": [] });
  const hours = await screen.findByLabelText<HTMLSelectElement>("Hour of the daily digest");
  expect(hours.selectedOptions[0]?.text).toBe("07:00");
});
