import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { ana, show } from "@/test/screen";
import { listIn } from "../address";
import { Actions } from "../head/Actions";
import { DraftRow } from "../list/DraftRow";
import type { Draft } from "../types";
import { Aside } from "./Aside";
import { isTitle } from "./title";

beforeAll(() => loadTexts("drafts"));

const id = "01a2235b-1bb9-79e0-ad08-55bc452236b2";
const at = `/api/v1/strategies/drafts/${id}`;
const may = { write: false, comment: false, lead: false, export: true, archive: true, remove: true };
const draft = {
  id, title: "Strategy  2031", place: "JAM", language: "en", vocabulary: "ncs-guide-2021", phase: "production", label: "TLP:AMBER", group: null, organisation: null,
  touched_at: "2026-11-28T10:00:00Z", sections: 4, written: 1, covered: 2, elements: 8, open_comments: 0, open_tasks: 0, mine: true, version: 7,
  archived_at: "2026-11-28T10:00:00Z", archived_by: ana.person, outline: [], removed: [], editors: [], recipients: [], rights: may,
} as unknown as Draft;
const open = { ...draft, archived_at: null, archived_by: null, rights: { ...may, lead: true, remove: false } } as Draft;

it("says who set a draft aside, and brings it back upon the version that was read", async () => {
  const { asked } = await show(<Aside draft={draft} />, { [`POST ${at}/restore`]: open });
  expect((await screen.findByRole("status")).textContent).toMatch(/^Set aside by Ana on November 28, 2026/);
  fireEvent.click(screen.getByRole("button", { name: "Bring it back" }));
  await screen.findByText("The draft is back");
  expect(asked.find((one) => one.call === `POST ${at}/restore`)?.headers.get("If-Match")).toBe('"7"');
});

it("offers nothing to who does not lead it, and no removal of what is a record", async () => {
  const shown = await show(<Aside draft={{ ...draft, rights: { ...may, archive: false, remove: false } }} />);
  const banner = await screen.findByText(/^Set aside by/);
  expect(within(banner.closest<HTMLElement>("[role=status]")!).queryAllByRole("button")).toEqual([]);
  shown.unmount();
  await show(<Aside draft={{ ...draft, rights: { ...may, remove: false } }} />);
  const record = await screen.findByText(/^A text of it was frozen/);
  expect(within(record.closest<HTMLElement>("[role=status]")!).getAllByRole("button").map((one) => one.textContent)).toEqual(["Bring it back"]);
});

it("says nothing about a draft at work, whose menu sets it aside after a question", async () => {
  const { asked } = await show(<><Aside draft={open} /><Actions draft={open} /></>, { [`POST ${at}/archive`]: draft });
  const menu = await screen.findByRole("button", { name: "More about this draft" });
  expect(screen.queryByText(/^Set aside by/)).toBeNull();
  fireEvent.click(menu);
  fireEvent.click(await screen.findByRole("menuitem", { name: "Set aside" }, { timeout: 5000 }));
  const dialog = await screen.findByRole("dialog", { hidden: true });
  expect(asked).toEqual([]);
  fireEvent.click(within(dialog).getByRole("button", { name: "Set aside", hidden: true }));
  await waitFor(() => expect(asked.find((one) => one.call === `POST ${at}/archive`)?.headers.get("If-Match")).toBe('"7"'));
});

it("removes a draft only once its title was typed", async () => {
  const { asked } = await show(<Aside draft={draft} />, { [`DELETE ${at}`]: null });
  fireEvent.click(await screen.findByRole("button", { name: "Remove for good" }));
  const dialog = await screen.findByRole("dialog", { hidden: true });
  const field = within(dialog).getByRole("textbox", { hidden: true });
  const press = () => fireEvent.click(within(dialog).getByRole("button", { name: "Remove for good", hidden: true }));
  fireEvent.change(field, { target: { value: "Strategy" } });
  press();
  expect(asked).toEqual([]);
  fireEvent.change(field, { target: { value: "Strategy 2031" } });
  press();
  await screen.findByText(/was removed$/);
  expect(asked.map((one) => [one.call, one.headers.get("If-Match")])[0]).toEqual([`DELETE ${at}`, '"7"']);
});

it("takes a title as it is read", () => {
  expect(isTitle(" Estrategia 2031 ", "Estrategia  2031")).toBe(true);
  expect(isTitle("Política", "Política")).toBe(true);
  expect(isTitle("estrategia 2031", "Estrategia 2031")).toBe(false);
  expect(isTitle("", "x")).toBe(false);
});

it("shows in the list how much is written and covered, and what is set aside", async () => {
  await show(<ul><DraftRow draft={draft} /></ul>, { "GET /api/v1/strategies/places": [] });
  await screen.findByText("Covers 2 of 8 elements");
  expect(screen.getByText("1 of 4 sections written")).toBeTruthy();
  expect(screen.getByText("Set aside")).toBeTruthy();
  expect(listIn({ archived: true })).toMatchObject({ archived: true });
  expect(listIn({ archived: "yes" })).toMatchObject({ archived: undefined });
});
