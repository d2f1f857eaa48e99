import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import CataloguePage from "./catalogue/CataloguePage";
import { partialDate, period } from "./dates";
import EditionPage from "./edition/EditionPage";
import DocumentPage from "./document/DocumentPage";
import PlacePage from "./place/PlacePage";
import { search } from "./vocabulary";

beforeAll(() => loadTexts("strategies"));

const visitor = null as unknown as Me;
const member = { ...ana, permissions: ["strategies:edition:read", "strategies:edition:propose"] };
const names = { en: "Jamaica", es: "Jamaica", pt: "Jamaica", fr: "Jamaïque" };
const ref = {
  id: "e1", place: "JAM", title_original: "", title_en: "National Cyber Security Strategy", adopted: "2015", adopted_precision: "year",
  status: "not_established", kind: "national_cybersecurity_strategy",
};
const card = {
  ...ref, period_start: "2015", period_end: "", language: "en", issuing_body: "Ministry", confidence: "high", state: "published",
  label: "TLP:CLEAR", confirmed: false, has_document: true, published_at: "2026-11-27T10:00:00Z",
};
const edition = {
  ...card, document_url: "https://gov.example/a.pdf", source_url: "https://gov.example/news", note: "", last_checked: null, supersedes: [],
  superseded_by: [], confirmation: null, proposed_by: null, created_at: "2026-11-27T10:00:00Z", changed_at: "2026-11-27T10:00:00Z", version: 3,
  links: [{ field: "document_url", url: "https://gov.example/a.pdf", checked_at: "2026-11-27T10:00:00Z", outcome: "missing", status_code: 404, moved_to: "", failing_since: "2026-11-27T10:00:00Z" }],
  may: [] as string[],
};
const place = { code: "JAM", kind: "state", names, subregion: "caribbean", member: true, editions: 1, standing: "not_established", newest: ref };
const haiti = { ...place, code: "HTI", names: { en: "Haiti", es: "Haití", pt: "Haiti", fr: "Haïti" }, editions: 0, standing: "none", newest: null };
const list = {
  items: [card], next: null, previous: null, total: 1,
  facets: { kind: [{ value: "law", count: 2 }], place: [{ value: "JAM", count: 1 }], status: [], language: [{ value: "pt", count: 4 }], year: [{ value: "2015", count: 1 }] },
};
const answers = { "GET /api/v1/strategies/editions": list, "GET /api/v1/strategies/places": [place, haiti] };
const page = { ...place, strategy_found: true, timeline: [card], succession: [], teams: [], teams_shown: false, has_contact_point: null };

it("shows a visitor the catalogue, the map and choices with counts, and offers no proposal", async () => {
  await show(<CataloguePage />, answers, visitor);
  const link = await screen.findByRole("link", { name: "National Cyber Security Strategy" });
  expect(link.getAttribute("href")).toBe("/strategies/editions/e1");
  expect(screen.getByRole("status").textContent).toBe("1 edition");
  expect(within(screen.getByRole("combobox", { name: "Kind" })).getByRole("option", { name: "Law (2)" })).toBeTruthy();
  expect(within(screen.getByRole("combobox", { name: "Language" })).getByRole("option", { name: "Portuguese (4)" })).toBeTruthy();
  await screen.findByRole("button", { name: /Haiti: No strategy found yet, 0 editions/, hidden: true });
  expect(screen.queryByRole("button", { name: "Propose an edition" })).toBeNull();
  expect(screen.queryByRole("combobox", { name: "Curation" })).toBeNull();
});

it("asks for what was chosen, and a tile of the map chooses its state", async () => {
  const queries: string[] = [];
  const noted = ({ url }: { url: URL }) => {
    queries.push(url.search);
    return list;
  };
  const { router } = await show(<CataloguePage />, { ...answers, "GET /api/v1/strategies/editions": noted }, visitor);
  await screen.findByRole("link", { name: "National Cyber Security Strategy" });
  fireEvent.change(screen.getByRole("combobox", { name: "Kind" }), { target: { value: "law" } });
  await waitFor(() => expect(router.state.location.search).toMatchObject({ kind: "law" }));
  await waitFor(() => expect(queries.some((one) => one.includes("kind=law"))).toBe(true));
  fireEvent.click(await screen.findByRole("button", { name: /JAM Jamaica/, hidden: true }));
  await waitFor(() => expect(queries.some((one) => one.includes("place=JAM"))).toBe(true));
});

it("says what to do when nothing fits, and what went wrong", async () => {
  await show(<CataloguePage />, { ...answers, "GET /api/v1/strategies/editions": { ...list, items: [], total: 0 } }, visitor);
  await screen.findByText("Nothing fits");
  expect(screen.getByRole("button", { name: "Clear the filters" })).toBeTruthy();
});

it("says that the list could not be loaded", async () => {
  await show(<CataloguePage />, { ...answers, "GET /api/v1/strategies/editions": problem(500, "Something broke", "Tell the operators.") }, visitor);
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Something broke"));
});

it("sees that a document was read though the news of it fell between loading and listening", async () => {
  let asked = 0;
  const document = {
    id: "d1", name: "a.txt", title: "", place: "JAM", edition_id: null, language: "en", kind: null, state: "waiting", advice: "", public: false,
    published: false, pages: 0, unread_pages: 0, duplicate_of: null, near_duplicate_of: null, may_change: false, version: 1,
  };
  const read = () => (asked++ === 0 ? document : { ...document, state: "failed", advice: "The file is empty." });
  await show(<DocumentPage />, { ...answers, "GET /api/v1/strategies/documents/": read }, visitor);
  await screen.findByText(/The file is being read/);
  await screen.findByText("The file is empty.", {}, { timeout: 5000 });
});

it("says plainly that no strategy was found yet", async () => {
  const none = { ...page, ...haiti, strategy_found: false, timeline: [] };
  await show(<PlacePage />, { "GET /api/v1/strategies/places/": none }, visitor);
  await screen.findByRole("heading", { name: "Haiti" });
  expect(screen.getByText(/No national cybersecurity strategy was found yet/)).toBeTruthy();
  expect(screen.getByText("Sign in to see its teams in the directory.")).toBeTruthy();
});

it("shows the timeline of a state from the newest, with what took the place of what", async () => {
  const later = { ...card, id: "e2", title_en: "Second strategy", adopted: "2020-05", status: "in_force" };
  const undated = { ...card, id: "e3", title_en: "Undated plan", adopted: "", period_start: "" };
  const full = { ...page, timeline: [card, later, undated], succession: [{ edition_id: "e2", superseded_id: "e1" }], teams_shown: true };
  await show(<PlacePage />, { "GET /api/v1/strategies/places/": full }, member);
  await screen.findByText("May 2020");
  const items = screen.getAllByRole("listitem").filter((one) => one.querySelector("a[href^='/strategies/editions/']"));
  expect(items.map((one) => one.querySelector("a")?.textContent)).toEqual(["Second strategy", "National Cyber Security Strategy", "Undated plan"]);
  expect(within(items[0] as HTMLElement).getByText(/Takes the place of/)).toBeTruthy();
  expect(within(items[2] as HTMLElement).getByText("Date not known")).toBeTruthy();
  expect(screen.getByText("The directory lists no national CSIRT.")).toBeTruthy();
});

it("shows an edition with its label, its links and its history, and no act to a visitor", async () => {
  const change = { version: 3, at: "2026-11-27T10:00:00Z", act: "corrected", person: null, fields: { adopted: { before: "2014", after: "2015" } }, note: "Gazette" };
  await show(<EditionPage />, { ...answers, "GET /api/v1/strategies/editions/": edition, "GET /api/v1/strategies/editions/e1/changes": [change] }, visitor);
  await screen.findByRole("heading", { name: "National Cyber Security Strategy" });
  expect(screen.getByText("TLP:CLEAR")).toBeTruthy();
  expect(screen.getByText("is not there any more")).toBeTruthy();
  await screen.findByText("Adopted: 2014 → 2015");
  for (const name of ["Correct", "Confirm", "Publish"]) expect(screen.queryByRole("button", { name })).toBeNull();
});

it("lets a curator publish what was read, and decline with a reason", async () => {
  const waiting = { ...edition, state: "reviewed", label: null, may: ["published", "declined", "corrected"] };
  const read = new Response(JSON.stringify(waiting), { headers: { "Content-Type": "application/json", ETag: '"2"' } });
  const { asked } = await show(
    <EditionPage />,
    {
      ...answers, "GET /api/v1/strategies/editions/": read, "GET /api/v1/strategies/editions/e1/changes": [],
      "POST /api/v1/strategies/editions/e1/publish": edition, "POST /api/v1/strategies/editions/e1/decline": edition,
    },
    member,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Publish" }));
  await waitFor(() => expect(asked.find((one) => one.call.endsWith("/publish"))?.headers.get("If-Match")).toBe('"2"'));
  fireEvent.click(screen.getByRole("button", { name: "Decline" }));
  const dialog = await screen.findByRole("dialog");
  fireEvent.change(within(dialog).getByRole("textbox"), { target: { value: "Not a strategy." } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Decline" }));
  await waitFor(() => expect(asked.find((one) => one.call.endsWith("/decline"))?.body).toEqual({ reason: "Not a strategy." }));
});

it("writes dates as exactly as they are known", () => {
  expect([partialDate("2015"), partialDate("2015-05"), partialDate("2015-05-24"), partialDate("")]).toEqual(["2015", "May 2015", "May 24, 2015", ""]);
  expect([period("2020", "2023"), period("2020", ""), period("", "")]).toEqual(["2020–2023", "2020–", ""]);
});

it("drops what stands in the address and is no filter", () => {
  expect(search({ kind: "law", status: "x", place: "jam", year: "2015", q: " ", other: 1 })).toEqual({
    q: undefined, place: undefined, subregion: undefined, kind: "law", status: undefined, language: undefined, year: 2015, state: undefined, sort: undefined,
  });
});
