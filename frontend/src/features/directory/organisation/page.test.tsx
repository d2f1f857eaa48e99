import { fireEvent, screen, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import type { Organisation } from "../vocabulary";
import { ContactTests } from "./ContactTests";
import { KeyList } from "./Keys";
import OrganisationPage from "./OrganisationPage";
import { About } from "./Parts";
import { exportOf } from "../OrganisationsPage";

const id = "00000000-0000-7000-8000-0000000000b1";
const me = { ...ana, platform_roles: [] } as Me;
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const organisation = (values: Partial<Organisation> = {}): Organisation => ({
  id, name: "Jamaica CIRT", acronym: "JaCIRT", kind: "national_csirt", country: "JAM", status: "active", communities: ["network"], website: "",
  email: "soc@example.org", parent_id: null, first_member: null, csirtamericas_member: true, people: 1,
  confirmation: { confirmed_at: null, confirm_by: null, overdue: true }, demonstration: false, telephone: "", emergency_telephone: "", constituency: "",
  established_year: 2015, rfc2350: {} as Organisation["rfc2350"], keys: [], parent: null, constituents: [], members: [], listed_as: "", source_url: "",
  confidence: "", version: 3, may_edit: true, ...values,
});
const key = { id: "k1", fingerprint: "A1".repeat(20), user_ids: ["Team"], can_encrypt: true, expires_at: null, expired: false, created_at: day(-9) };
const answer = (days: number, seconds: number | null) => ({
  test_id: `t${days}`, organisation: {}, email: "soc@example.org", sent_at: day(days), answered_at: seconds === null ? null : day(days), seconds,
  closed: days < -7,
});

beforeAll(() => loadTexts("directory"));

it("hands out a key to whoever wants to write encrypted, also to those who may not edit", async () => {
  const armoured = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxsBN+/=\n-----END PGP PUBLIC KEY BLOCK-----\n";
  const path = `GET /api/v1/organisations/${id}/keys`;
  await show(<KeyList organisation={organisation({ keys: [key], may_edit: false })} />, { [path]: [{ ...key, armoured }] });
  fireEvent.click(await screen.findByRole("button", { name: "Show the key Team" }));
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText(/xsBN/)).toBeTruthy();
  const link = within(dialog).getByRole("link", { name: /Download/ });
  expect(link.getAttribute("download")).toBe("JaCIRT-A1A1A1A1A1A1A1A1.asc");
  expect(decodeURIComponent(link.getAttribute("href") ?? "")).toContain(armoured);
});

it("says why a key could not be shown", async () => {
  await show(<KeyList organisation={organisation({ keys: [key] })} />, { [`GET /api/v1/organisations/${id}/keys`]: problem(503, "Not now", "Try again in a minute.") });
  fireEvent.click(await screen.findByRole("button", { name: "Show the key Team" }));
  expect(await within(await screen.findByRole("dialog")).findByText("Try again in a minute.")).toBeTruthy();
});

it("asks to confirm from the day of the first reminder on, not only when it is late", async () => {
  const soon = { confirmed_at: day(-110), confirm_by: day(10).slice(0, 10), overdue: false };
  const later = { ...soon, confirm_by: day(60).slice(0, 10) };
  const answers = (confirmation: Organisation["confirmation"], may_edit = true) => ({
    "GET /api/v1/organisations/": organisation({ confirmation, may_edit }),
    [`GET /api/v1/organisations/${id}/contact-tests`]: [],
  });
  const first = await show(<OrganisationPage />, answers(soon), me);
  expect(await screen.findByRole("button", { name: "They are right" })).toBeTruthy();
  first.unmount();
  const second = await show(<OrganisationPage />, answers(later), me);
  expect(await screen.findByText(/Next time by/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "They are right" })).toBeNull();
  second.unmount();
  await show(<OrganisationPage />, answers(soon, false), me);
  expect(await screen.findByText(/Next time by/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "They are right" })).toBeNull();
});

it("shows how the mailbox answered the contact tests", async () => {
  const path = `GET /api/v1/organisations/${id}/contact-tests`;
  const tester = { ...ana, permissions: ["directory:contact_test:run"] } as unknown as Me;
  const first = await show(<ContactTests organisation={organisation()} />, { [path]: [answer(-1, null), answer(-30, 5400), answer(-60, null)] }, tester);
  expect(await screen.findByText("1 of 3 answered")).toBeTruthy();
  const rows = screen.getAllByRole("listitem").map((one) => one.textContent);
  expect(rows[0]).toContain("Waiting for the answer");
  expect(rows[1]).toContain("1.5 hr");
  expect(rows[2]).toContain("No answer");
  expect(screen.getByRole("link", { name: "All contact tests" }).getAttribute("href")).toBe("/administration/tests");
  first.unmount();
  await show(<ContactTests organisation={organisation()} />, { [path]: [] });
  expect(await screen.findByText("This mailbox has not been tested yet.")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "All contact tests" })).toBeNull();
});

it("says in words what its source lists it as, and how sure that is", async () => {
  const first = await show(<About organisation={organisation({ listed_as: "police", confidence: "low", source_url: "https://a.example/b" })} />);
  expect(await screen.findByText("Police unit")).toBeTruthy();
  expect(screen.getByText("Planned, or its operation is not verified")).toBeTruthy();
  first.unmount();
  const second = await show(<About organisation={organisation({ listed_as: "A.1 OAS General Secretariat", confidence: "high" })} />);
  expect(await screen.findByText("A.1 OAS General Secretariat")).toBeTruthy();
  second.unmount();
  await show(<About organisation={organisation({ listed_as: "national" })} />);
  expect(await screen.findByText("2015")).toBeTruthy();
  expect(screen.queryByText("Listed as")).toBeNull();
});

it("exports the list as it is narrowed, also to the entries that wait to be confirmed", () => {
  expect(exportOf("csv", { q: "cert", country: "JAM", confirm: true })).toBe("/api/v1/organisations.csv?q=cert&country=JAM&needs_confirmation=true");
  expect(exportOf("json", { kind: undefined })).toBe("/api/v1/organisations.json?");
});
