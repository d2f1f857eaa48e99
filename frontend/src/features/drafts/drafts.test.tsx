import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { drafts } from "@/api/drafts";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, show } from "@/test/screen";
import { listIn, shownIn } from "./address";
import { excerpted, joined } from "./beside/excerpt";
import { areasOf, markOf, totals } from "./coverage";
import DraftsPage from "./list/DraftsPage";
import { lacking, wantedOf, type DraftForm } from "./list/form";
import { Desk } from "./page/Desk";
import { Frozen } from "./read/Frozen";
import { worded } from "./read/worded";
import type { Draft, Section } from "./types";
import { placeAfter } from "./write/order";
import { citedAt, remaining, theirsIn } from "./write/saving";

beforeAll(() => loadTexts("drafts"));

const id = "01a2235b-1bb9-79e0-ad08-55bc452236b2";
const section = {
  id: "01a2235b-2110-790d-807a-b30c54d22319", position: 0, level: 2, element: "5.1.2", title: "Competent authority", version: 3, words: 4,
  edited_at: "2026-11-28T10:00:00Z", edited_by: ana.person, removed_at: null, open_comments: 0, open_tasks: 0, body: "There is one authority.",
  html: "<p>There is one authority.</p>", cites: [],
} as unknown as Section;
const draft = {
  id, title: "Strategy", place: "JAM", language: "en", vocabulary: "ncs-guide-2021", phase: "production", label: "TLP:AMBER", group: null,
  organisation: null, touched_at: "2026-11-28T10:00:00Z", created_at: "2026-11-28T10:00:00Z", sections: 1, written: 1, open_comments: 0, open_tasks: 0,
  mine: true, version: 1, frozen: false, author: ana.person, editors: [], recipients: [], outline: [section], removed: [],
  rights: { write: true, comment: true, lead: true, export: true },
} as unknown as Draft;
const at = `/api/v1/strategies/drafts/${id}`;
const coverage = {
  vocabulary: "ncs-guide-2021", share: 0.5, missing: ["5.1.1"],
  elements: [
    { code: "5.1", label: "Governance", parent: null, covered: true, strength: 0.1, mentions: 1, concepts: [], sections: [] },
    { code: "5.1.1", label: "Support", parent: "5.1", covered: false, strength: 0, mentions: 0, concepts: [], sections: [] },
    { code: "5.1.2", label: "Authority", parent: "5.1", covered: true, strength: 0.1, mentions: 1, concepts: [], sections: [section.id] },
    { code: "5.9", label: "On its own", parent: null, covered: true, strength: 0.6, mentions: 9, concepts: [], sections: [] },
  ],
};
const answers = {
  [`GET ${at}/sections/${section.id}`]: section, [`GET ${at}/coverage`]: coverage, [`GET ${at}/comments`]: [], [`GET ${at}/tasks`]: [],
  [`GET ${at}/sources`]: [], [`GET ${at}/precedents`]: { items: [], next: null, total: 0, places: [] }, "GET /api/v1/strategies/places": [],
};
const desk = <Desk draft={draft} outlined={section} beside="comments" onBeside={() => {}} onSection={() => {}} onWritten={() => {}} />;
const field = () => screen.findByRole("textbox", { name: "Text of the section" });

it("drops what stands in the address and means nothing", () => {
  expect(shownIn({ section: "x", beside: "tasks", read: "true", other: 1, frozen: 0, since: 1 })).toEqual({ section: undefined, beside: "tasks", read: undefined, frozen: undefined, since: undefined });
  expect(shownIn({ section: section.id, beside: "x", read: true, frozen: 2, since: true })).toEqual({ section: section.id, beside: undefined, read: true, frozen: 2, since: true });
  expect(listIn({ mine: true, phase: "writing" })).toEqual({ mine: true, phase: undefined });
});

it("counts areas by what is below them, and an area without parts for itself", () => {
  const areas = areasOf(coverage);
  expect(areas.map(({ area, elements, covered }) => [area.code, elements.length, covered])).toEqual([["5.1", 2, 1], ["5.9", 0, 1]]);
  expect(totals(areas)).toEqual({ covered: 2, all: 3 });
  expect(coverage.elements.map(markOf)).toEqual(["thin", "missing", "thin", "covered"]);
});

it("moves a section past its neighbour, and a chapter past a whole chapter", () => {
  const outline = [["a", 1], ["b", 2], ["c", 2], ["d", 1], ["e", 2], ["f", 1]].map(([name, level]) => ({ id: String(name), level: Number(level) }));
  expect(placeAfter(outline, "c", "up")).toBe("a");
  expect(placeAfter(outline, "b", "down")).toBe("c");
  expect(placeAfter(outline, "a", "up")).toBeUndefined();
  expect(placeAfter(outline, "d", "up")).toBeNull();
  expect(placeAfter(outline, "a", "down")).toBe("e");
  expect(placeAfter(outline, "f", "up")).toBe("c");
  expect(placeAfter(outline, "f", "down")).toBeUndefined();
});

it("puts a citation after a word, never into one", () => {
  expect(citedAt("The agency leads.", 6)).toBe(10);
  expect(citedAt("The agency leads.", 17)).toBe(17);
  expect(citedAt("Über­all", 99)).toBe(8);
  expect(citedAt("", 3)).toBe(0);
});

it("keeps what was typed while the text before it was being saved", () => {
  const sent = { title: "A", body: "one", base: 3 };
  expect(remaining(sent, { ...sent }, 4)).toBeNull();
  expect(remaining(sent, { ...sent, body: "one two" }, 4)).toEqual({ title: "A", body: "one two", base: 4 });
  expect(theirsIn({ current: { title: "T", body: "b", version: 7, edited_by: null, edited_at: "x" } })?.version).toBe(7);
  expect(theirsIn({ version: 7 })).toBeNull();
});

it("shows of a long passage what surrounds its first mark", () => {
  const pieces = [{ text: "Nothing about it here. ".repeat(40), hit: false }, { text: "an authority", hit: true }, { text: " that leads. ".repeat(60), hit: false }];
  const shown = excerpted(pieces);
  expect(shown.cut).toBe(true);
  expect(shown.pieces.some((one) => one.hit && one.text === "an authority")).toBe(true);
  expect(shown.pieces.map((one) => one.text).join("").length).toBeLessThan(440);
  expect(joined([{ text: "of the\nstate and\n\nthe region.\n\nNext.", hit: false }])[0]?.text).toBe("of the state and the region.\n\nNext.");
});

it("reads sections with text, and the chapters above them", () => {
  const parts = [["1", 1, ""], ["1.1", 2, ""], ["2", 1, ""], ["2.1", 2, "x"], ["3", 1, "y"]].map(([name, level, html]) => ({ ...section, id: String(name), level: Number(level), html: String(html) }));
  expect(worded(parts).map((one) => one.id)).toEqual(["2", "2.1", "3"]);
});

it("names people only under TLP:RED", () => {
  const form: DraftForm = { title: " Strategy ", place: "JAM", language: "en", vocabulary: "cmm-2021", group: "", label: "", recipients: [{ id: "p", label: "Ana" }] };
  expect(wantedOf(form, "g", "TLP:AMBER")).toMatchObject({ title: "Strategy", group_id: "g", recipients: [] });
  expect(wantedOf(form, "g", "TLP:RED").recipients).toEqual(["p"]);
  expect(lacking({ ...form, recipients: [] }, "TLP:RED")).toBe(true);
  expect(lacking(form, "TLP:RED")).toBe(false);
});

it("says in an empty list what a draft is for", async () => {
  const me = { ...ana, permissions: ["strategies:draft:read"] } as Me;
  await show(<DraftsPage />, { ...answers, "GET /api/v1/strategies/drafts": { items: [], next: null } }, me);
  await screen.findByText("No drafts yet");
  expect(screen.queryByRole("button", { name: "New draft" })).toBeNull();
});

it("saves what is typed upon the version that was read, and says so", async () => {
  const saved = { ...section, version: 4, body: "There are two." };
  const { asked } = await show(desk, { ...answers, [`PATCH ${at}/sections/${section.id}`]: saved });
  fireEvent.change(await field(), { target: { value: "There are two." } });
  expect(screen.getByText("Not saved yet…")).toBeTruthy();
  fireEvent.blur(await field());
  await screen.findByText(/^Saved/);
  const sent = asked.find((one) => one.call.startsWith("PATCH"));
  expect(sent?.headers.get("If-Match")).toBe('"3"');
  expect(sent?.body).toEqual({ title: "Competent authority", body: "There are two." });
  expect(drafts.read(`draft:${id}:section:${section.id}`)).toBeNull();
});

it("shows the other's text when somebody was faster, and saves over it only when told to", async () => {
  const theirs = { title: "Competent authority", body: "There are three.", version: 5, edited_by: null, edited_at: "2026-11-28T11:00:00Z" };
  const stale = { type: "/problems/precondition-failed", title: "Changed", status: 412, detail: "", version: 5, current: theirs };
  let tries = 0;
  const patch = () => {
    tries += 1;
    if (tries > 1) return { ...section, version: 6, body: "There are two." };
    return new Response(JSON.stringify(stale), { status: 412, headers: { "Content-Type": "application/problem+json" } });
  };
  const { asked } = await show(desk, { ...answers, [`PATCH ${at}/sections/${section.id}`]: patch });
  fireEvent.change(await field(), { target: { value: "There are two." } });
  fireEvent.blur(await field());
  const conflict = await screen.findByRole("alert");
  expect(within(conflict).getByText(/saved another text/)).toBeTruthy();
  expect(conflict.querySelector("del")?.textContent).toContain("three");
  expect(conflict.querySelector("ins")?.textContent).toContain("two");
  expect(((await field()) as HTMLTextAreaElement).value).toBe("There are two.");
  fireEvent.click(screen.getByRole("button", { name: "Save mine over it" }));
  await waitFor(() => expect(screen.queryByText(/saved another text/)).toBeNull());
  expect(asked.filter((one) => one.call.startsWith("PATCH")).map((one) => one.headers.get("If-Match"))).toEqual(['"3"', '"5"']);
});

it("keeps what the server did not take, and shows it after a reload", async () => {
  const first = await show(desk, answers);
  fireEvent.change(await field(), { target: { value: "Kept here." } });
  fireEvent.blur(await field());
  await screen.findByText(/^Not saved\./);
  first.unmount();
  await show(desk, answers);
  expect(((await field()) as HTMLTextAreaElement).value).toBe("Kept here.");
  drafts.removeAll();
});

const snapshot = {
  number: 2, phase: "consultation", title: "Strategy", sha256: "ab".repeat(32), taken_by: ana.person, taken_at: "2026-11-28T10:00:00Z",
  sections: [{ ...section, level: 1, html: "" }, { ...section, id: "below", html: "<p>There was one authority.</p>" }],
  sources: [{ number: 1, place: "JAM", page: 12, quote: "", citation: "Jamaica (2015)", address: "https://example.org/strategy.pdf" }],
};

it("shows a frozen text as it was, with its sources", async () => {
  await show(<Frozen draft={draft} number={2} onSince={() => {}} />, { [`GET ${at}/snapshots/2`]: snapshot });
  await screen.findByText("There was one authority.");
  expect(screen.getByText(/^Text no\. 2, frozen by .*\(Consultation\)/)).toBeTruthy();
  expect(screen.getByText("Jamaica (2015)")).toBeTruthy();
  expect(screen.getByRole("link").getAttribute("href")).toBe("https://example.org/strategy.pdf");
});

it("says what has changed since a text was frozen, also where a section has gone", async () => {
  const sections = [
    { section_id: "a", title_before: "Authority", title_after: "Authorities", pieces: [{ op: "removed", text: "one" }, { op: "added", text: "two" }] },
    { section_id: "b", title_before: "Budget", title_after: null, pieces: [{ op: "removed", text: "None." }] },
  ];
  const diff = { before: 2, after: null, sections };
  await show(<Frozen draft={draft} number={2} since onSince={() => {}} />, { [`GET ${at}/snapshots/2`]: snapshot, [`GET ${at}/snapshots/2/diff`]: diff });
  await screen.findByText("2 sections read differently now.");
  expect(screen.getByText("Heading: “Authority” → “Authorities”")).toBeTruthy();
  const gone = screen.getByRole("heading", { name: "Budget" }).parentElement!;
  expect(within(gone).getByText("This section has been taken away.")).toBeTruthy();
  expect(gone.querySelector("del")?.textContent).toContain("None.");
});
