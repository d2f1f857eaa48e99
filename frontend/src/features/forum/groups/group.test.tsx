import { screen, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import PracticesPage from "../pages/PracticesPage";
import type { TopicCard } from "../types";
import GroupPage from "./GroupPage";

const card = (id: string, values: Partial<TopicCard> = {}): TopicCard =>
  ({
    id, kind: "discussion", title: `Topic ${id}`, label: "TLP:AMBER", group: { id: "", name: "Incident response" }, author: null, organisation: null,
    language: "en", tags: ["dns"], pinned: false, locked: false, answered: false, severity: null, acknowledge_by: null, review_on: null, excerpt: "",
    posts: 1, created_at: "2026-11-01T10:00:00Z", last_activity: "2026-11-01T10:00:00Z", last_author: null, last_read: 1, unread: 0, awaiting: false,
    open_flags: 0, ...values,
  }) as TopicCard;
const group = {
  id: "", name: "Incident response", description: "", community: "network", visibility: "listed", joining: "request", default_label: "TLP:AMBER",
  archived: false, created_at: "2026-01-01T00:00:00Z", standing: "member", organisations: 2, persons: 0, pending: null,
};
const answers = (pinned: TopicCard[], others: TopicCard[]) => ({
  "GET /api/v1/groups/": group,
  "GET /api/v1/groups//members": [],
  "GET /api/v1/subscriptions": [],
  "GET /api/v1/forum/unread": { unread_topics: 0, groups: [], latest: [] },
  "GET /api/v1/topics": ({ url }: { url: URL }) => {
    const wanted = url.searchParams.get("pinned");
    const items = wanted === "true" ? pinned : wanted === "false" ? others : [...others, ...pinned];
    return { items, next: null, previous: null };
  },
});

beforeAll(() => loadTexts("forum"));

it("holds pinned topics above the others, each once", async () => {
  await show(<GroupPage />, answers([card("p", { pinned: true, title: "How we work" })], [card("o", { title: "Something new" })]));
  const pinned = await screen.findByRole("list", { name: "Pinned" });
  expect(within(pinned).getByText("How we work")).toBeTruthy();
  expect(await screen.findByText("Something new")).toBeTruthy();
  expect(screen.getAllByText("How we work")).toHaveLength(1);
  const place = pinned.compareDocumentPosition(screen.getByText("Something new"));
  expect(place & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

it("says nothing of an empty group while something is pinned in it, and nothing of pins where there are none", async () => {
  const first = await show(<GroupPage />, answers([card("p", { pinned: true })], []));
  await screen.findByRole("list", { name: "Pinned" });
  expect(screen.queryByText("No topics here")).toBeNull();
  first.unmount();
  await show(<GroupPage />, answers([], []));
  expect(await screen.findByText("No topics here")).toBeTruthy();
  expect(screen.queryByRole("list", { name: "Pinned" })).toBeNull();
});

it("shows pinned topics in their place when the list is narrowed", async () => {
  await show(<GroupPage />, answers([card("p", { pinned: true, title: "How we work" })], []), undefined, "/?kind=discussion");
  expect(await screen.findByText("How we work")).toBeTruthy();
  expect(screen.queryByRole("list", { name: "Pinned" })).toBeNull();
});

it("narrows the library by a tag without leaving it", async () => {
  await show(<PracticesPage />, { "GET /api/v1/best-practices": { items: [card("b", { kind: "best_practice" })], next: null, previous: null }, "GET /api/v1/drafts": [], "GET /api/v1/groups": { items: [] } });
  expect((await screen.findByRole("link", { name: "#dns" })).getAttribute("href")).toBe("/forum/practices?tag=dns");
});
