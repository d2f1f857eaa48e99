import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { ReactElement } from "react";
import { beforeAll, expect, it, vi } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, show } from "@/test/screen";
import ComparePage from "./comparing/ComparePage";
import { step } from "./comparing/strength";
import { wantedIn } from "./comparing/wanted";
import DifferencesPage from "./differences/DifferencesPage";
import ProfilePage from "./profile/ProfilePage";
import RegionPage from "./region/RegionPage";
import { shownIn } from "./region/measures";

// Screens are shown without the application's routes, which would tell whose profile it is.
vi.mock("@tanstack/react-router", async (original) => ({ ...(await original<object>()), useParams: () => ({ documentId: "11111111-1111-7111-8111-111111111111" }) }));
beforeAll(() => loadTexts("strategies"));

const visitor = null as unknown as Me;
const curator = { ...ana, permissions: ["strategies:edition:read", "strategies:edition:curate"] };
const names = (name: string) => ({ en: name, es: name, pt: name, fr: name });
const place = (code: string, name: string) => ({ code, kind: "state", names: names(name), subregion: "caribbean", member: true, editions: 1, standing: "in_force", newest: null });
const places = [place("JAM", "Jamaica"), place("TTO", "Trinidad and Tobago"), place("HTI", "Haiti")];
const [jamaica, trinidad] = ["11111111-1111-7111-8111-111111111111", "22222222-2222-7222-8222-222222222222"] as const;
const edition = (id: string) => ({ id, place: "JAM", title_original: "", title_en: "A strategy", adopted: "2015", adopted_precision: "year", status: "in_force", kind: "national_cybersecurity_strategy" });
const text = (code: string, document: string | null, share: number | null, year: number | null) => ({
  place: code, edition: null, document_id: document, title: "A strategy", year, language: "en", pages: 40, unread_pages: 0, text: share === null ? "none" : "here", share, public: true,
});
const vocabulary = { id: "ncs-guide-2021", name: "The Guide", short: "Guide", edition: "2021", publisher: "ITU", source: "https://ncsguide.example/" };
const cell = (passages: number, strength: number) => ({ passages, strength, mentions: passages * 2 });
const comparison = {
  vocabulary,
  columns: [text("JAM", jamaica, 0.4, 2015), text("TTO", trinidad, 0.8, 2012), text("HTI", null, null, null)],
  rows: [
    { code: "5.3", label: "Resilience", parent: "", cells: [cell(5, 0.5), cell(9, 0.7), null] },
    { code: "5.3.4", label: "Exercises", parent: "5.3", cells: [cell(2, 0.12), cell(0, 0), null] },
  ],
};
const passages = {
  text: comparison.columns[0], total: 1,
  items: [{
    id: "33333333-3333-7333-8333-333333333333", page: 21, ordinal: 0, path: "1 Aims › 1.1 Drills", excerpt: [{ text: "Teams hold ", hit: false }, { text: "exercises", hit: true }],
    language: "en", mentions: 2, concepts: [{ concept: "cyber-exercises", label: "cyber exercises", mentions: 2, verdict: null }], url: `/strategies/documents/${jamaica}?page=21&passage=0`,
  }],
};
const answers = {
  "GET /api/v1/strategies/places": places, "GET /api/v1/strategies/comparison": comparison, "GET /api/v1/strategies/comparison/passages": passages,
  "GET /api/v1/strategies/region": { vocabulary, states: [] },
};
const compared = "/strategies/compare?place=%5B%22JAM%22%2C%22TTO%22%2C%22HTI%22%5D";

it("puts the most covered first, and says plainly where there is no text", async () => {
  await show(<ComparePage />, answers, visitor, compared);
  const table = await screen.findByRole("table", { name: "Elements by text" });
  const heads = within(table).getAllByRole("columnheader").map((one) => one.textContent.trim());
  expect(heads).toEqual(["Element", "Trinidad and Tobago 2012", "Jamaica 2015", "Haiti"]);
  expect(within(table).getByText("no text here")).toBeTruthy();
  expect(within(table).getByRole("button", { name: "2 Jamaica, 2015, 5.3.4 Exercises: 2 passages, strength 12 of 100" })).toBeTruthy();
  expect(within(table).getByRole("button", { name: /^– Trinidad and Tobago, 2012, 5.3.4 Exercises: no passage/ })).toBeTruthy();
});

it("is one stop for the Tab key, and arrows go from cell to cell", async () => {
  await show(<ComparePage />, answers, visitor, compared);
  const first = await screen.findByRole("button", { name: /^9 Trinidad/ });
  const below = screen.getByRole("button", { name: /^2 Jamaica/ });
  expect([first.tabIndex, below.tabIndex]).toEqual([0, -1]);
  first.focus();
  fireEvent.keyDown(first, { key: "ArrowDown" });
  fireEvent.keyDown(document.activeElement as Element, { key: "ArrowRight" });
  expect(document.activeElement).toBe(below);
  await waitFor(() => expect([first.tabIndex, below.tabIndex]).toEqual([-1, 0]));
});

it("folds an area, and the address keeps it", async () => {
  const { router } = await show(<ComparePage />, answers, visitor, compared);
  fireEvent.click(await screen.findByRole("button", { name: "5.3 Resilience" }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ folded: ["5.3"] }));
  expect(screen.queryByRole("rowheader", { name: "5.3.4 Exercises" })).toBeNull();
});

it("opens a cell's passages with their pages; a curator rejects an annotation there", async () => {
  const judged = { concept: "cyber-exercises", label: "cyber exercises", mentions: 2, verdict: "rejected" };
  const { asked } = await show(<ComparePage />, { ...answers, "PUT /api/v1/strategies/passages/33333333-3333-7333-8333-333333333333/concepts/cyber-exercises": judged }, curator, compared);
  fireEvent.click(await screen.findByRole("button", { name: /^2 Jamaica/ }));
  const link = await screen.findByRole("link", { name: "p. 21 1.1 Drills" });
  expect(link.getAttribute("href")).toBe(`/strategies/documents/${jamaica}?page=21&passage=0`);
  fireEvent.click(screen.getByRole("button", { name: "Wrong: cyber exercises" }));
  await screen.findByText("Rejected: it counts no more");
  expect(asked.find((one) => one.call.startsWith("PUT"))?.body).toEqual({ verdict: "rejected" });
});

it("tells curators how right the annotations are", async () => {
  const row = { id: "cyber-exercises", label: "cyber exercises", confirmed: 3, rejected: 1, precision: 0.75 };
  const quality = { confirmed: 3, rejected: 1, precision: 0.75, concepts: [row], languages: [{ ...row, id: "es", label: "" }] };
  await show(<ComparePage />, { ...answers, "GET /api/v1/strategies/annotations/quality": quality }, curator, "/strategies/compare");
  await screen.findByText("Judged annotations: 3 confirmed, 1 rejected, precision 75%");
  expect(screen.getByRole("rowheader", { name: "Spanish", hidden: true })).toBeTruthy();
});

it("offers visitors no verdicts", async () => {
  await show(<ComparePage />, answers, visitor, `${compared}&of=${jamaica}&element=%225.3.4%22`);
  await screen.findByText("cyber exercises");
  expect(screen.queryByRole("button", { name: /Wrong/ })).toBeNull();
});

it("begins with examples", async () => {
  await show(<ComparePage />, answers, visitor, "/strategies/compare");
  const example = await screen.findByRole("link", { name: "The Caribbean" });
  expect(decodeURIComponent(example.getAttribute("href") ?? "")).toContain('["JAM","TTO","HTI"]');
});

it("shows the region by status, age and coverage, each state with its edition", async () => {
  const state = { code: "JAM", subregion: "caribbean", standing: "in_force", newest: edition("e1"), year: 2015, age: 11, text: comparison.columns[0], editions: [{ ...edition("e1"), period_start: "", period_end: "" }] };
  const empty = { code: "HTI", subregion: "caribbean", standing: "none", newest: null, year: null, age: null, text: comparison.columns[2], editions: [] };
  await show(<RegionPage />, { ...answers, "GET /api/v1/strategies/region": { vocabulary, states: [state, empty] } }, visitor, "/strategies/region");
  await screen.findByRole("button", { name: /JAM Jamaica: Strategy in force/, hidden: true });
  expect(screen.getByText("Strategy in force: 1")).toBeTruthy();
  const mark = screen.getByRole("link", { name: "Jamaica: 2015 · A strategy · National cybersecurity strategy · In force" });
  expect(mark.getAttribute("href")).toBe("/strategies/editions/e1");
  fireEvent.click(screen.getByRole("radio", { name: "Age" }));
  await screen.findByText("11 years, of 2015");
  fireEvent.click(screen.getByRole("radio", { name: "Coverage" }));
  await screen.findByText("40% of the elements");
  expect(screen.getByText("no text here")).toBeTruthy();
});

it("says what a later edition gained, and where one has no text", async () => {
  const change = { code: "5.3.4", label: "Exercises", parent: "5.3", former: cell(0, 0), later: cell(3, 0.3), change: "gained" };
  const found = { vocabulary, former: { ...comparison.columns[0], year: 2012 }, later: comparison.columns[0], noticed: 0.1, elements: [change], new: [{ concept: "cyber-exercises", label: "cyber exercises", mentions: 4, passages: 3 }], gone: [] };
  await show(<DifferencesPage />, { ...answers, "GET /api/v1/strategies/differences": found }, visitor, `/strategies/differences?former=${jamaica}&later=${trinidad}`);
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Jamaica: from 2012 to 2015");
  expect(within(screen.getByRole("list", { name: "Gained" })).getByText("5.3.4 Exercises")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "cyber exercises 4" }));
  await screen.findByRole("link", { name: "p. 21 1.1 Drills" });
});

it("takes along a profile, two editions and the region, in each form", async () => {
  const profile = { vocabulary, text: comparison.columns[0], rows: [], concepts: [], languages: [], unread: [] };
  const found = { vocabulary, former: comparison.columns[0], later: comparison.columns[0], noticed: 0.1, elements: [], new: [], gone: [] };
  const said = { ...answers, "GET /api/v1/strategies/differences": found, [`GET /api/v1/strategies/documents/${jamaica}/profile`]: profile };
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => undefined);
  const taken = async (part: ReactElement, address: string, form: string) => {
    const { unmount } = await show(part, said, visitor, address);
    fireEvent.click(await screen.findByRole("button", { name: "Export" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: form }));
    unmount();
    return assign.mock.lastCall?.[0];
  };
  const compare = "/api/v1/strategies/comparison/export";
  expect(await taken(<ProfilePage />, "/?vocabulary=cmm-2021", "PDF")).toBe(`${compare}?format=pdf&document_id=${jamaica}&vocabulary=cmm-2021&locale=en`);
  expect(await taken(<DifferencesPage />, `/strategies/differences?former=${jamaica}&later=${trinidad}`, "PDF")).toBe(`${compare}?format=pdf&edition_id=${jamaica}&edition_id=${trinidad}&locale=en`);
  expect(await taken(<RegionPage />, "/strategies/region?vocabulary=cmm-2021", "Workbook (XLSX)")).toBe("/api/v1/strategies/region/export?format=xlsx&vocabulary=cmm-2021&locale=en");
});

it("takes nothing along that is not published", async () => {
  const hidden = { ...comparison, columns: comparison.columns.map((one, at) => ({ ...one, public: at > 0 })) };
  await show(<ComparePage />, { ...answers, "GET /api/v1/strategies/comparison": hidden }, curator, compared);
  await screen.findByRole("table", { name: "Elements by text" });
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
});

it("drops what does not belong into an address", () => {
  const wanted = wantedIn({ place: ["JAM", "x", "JAM"], document: "no id", vocabulary: "cmm-2021", element: 5.3, sort: "share", of: jamaica });
  expect(wanted).toEqual({ place: ["JAM"], vocabulary: "cmm-2021", element: "5.3", of: jamaica });
  expect(shownIn({ by: "age", place: "JAMAICA" })).toEqual({ by: "age" });
});

it("has five steps of strength", () => {
  expect([0, 0.01, 0.05, 0.2, 0.4, 0.6, 0.99].map(step)).toEqual([0, 1, 2, 3, 4, 5, 5]);
});
