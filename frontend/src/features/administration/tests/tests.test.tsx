import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { duration, loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import TestPage from "./TestPage";
import TestsPage from "./TestsPage";

const id = "00000000-0000-7000-8000-0000000000f1";
const jamaica = { id: "00000000-0000-7000-8000-0000000000b1", name: "Jamaica CIRT", acronym: "JaCIRT", country: "JAM", kind: "national_csirt", role: "team_lead" };
const mexico = { ...jamaica, id: "00000000-0000-7000-8000-0000000000b2", name: "CERT-MX", acronym: "", country: "MEX" };
const card = {
  id, note: "Before the symposium", started_by: null, created_at: "2026-11-02T10:00:00Z", closes_at: "2026-11-09T10:00:00Z", closed: true, asked: 2,
  answered: 1, answer_rate: 0.5, median_seconds: 5400,
};
const lead: Me = { ...ana, platform_roles: [], organisations: [jamaica] };

beforeAll(() => loadTexts("administration"));

it("writes durations in the unit that fits", () => {
  expect(duration(30)).toBe("1 min");
  expect(duration(5400)).toBe("1.5 hr");
  expect(duration(172_800)).toBe("2 days");
});

it("starts a test of the own mailboxes with a note, and keeps the note when it is refused", async () => {
  const { asked } = await show(
    <TestsPage />,
    { "GET /api/v1/contact-tests": { items: [card] }, "POST /api/v1/contact-tests": problem(409, "A test is running there", "Wait.") },
    lead,
  );
  expect(await screen.findByText("50%")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Start a contact test" }));
  const note = screen.getByLabelText<HTMLInputElement>(/^Note/);
  fireEvent.change(note, { target: { value: "After the storm" } });
  fireEvent.click(screen.getByRole("button", { name: "Send the test mails" }));
  expect(await screen.findByText("A test is running there")).toBeTruthy();
  expect(note.value).toBe("After the storm");
  expect(asked.find((one) => one.call.startsWith("POST"))?.body).toEqual({ note: "After the storm", open_days: 7, organisation_ids: [jamaica.id] });
});

it("asks every national CSIRT for the Secretariat unless some are chosen", async () => {
  const { asked } = await show(<TestsPage />, { "GET /api/v1/contact-tests": { items: [] }, "POST /api/v1/contact-tests": { ...card, answers: [] } }, { ...lead, platform_roles: ["secretariat"] });
  fireEvent.click(await screen.findByRole("button", { name: "Start a contact test" }));
  fireEvent.click(screen.getByRole("button", { name: "Send the test mails" }));
  await waitFor(() => expect(asked.find((one) => one.call.startsWith("POST"))?.body).toMatchObject({ organisation_ids: null }));
});

it("shows who answered and how soon, the silent first", async () => {
  const answer = (organisation: object, seconds: number | null) => ({
    test_id: id, organisation, email: "soc@example.org", sent_at: card.created_at, answered_at: seconds === null ? null : card.closes_at, seconds,
  });
  await show(<TestPage />, { "GET /api/v1/contact-tests/": { ...card, answers: [answer(jamaica, 5400), answer(mexico, null)] } });
  expect(await screen.findByText("Before the symposium")).toBeTruthy();
  const rows = screen.getAllByRole("row").slice(1).map((row) => row.textContent);
  expect(rows[0]).toContain("CERT-MX");
  expect(rows[0]).toContain("No answer");
  expect(rows[1]).toContain("1.5 hr");
});
