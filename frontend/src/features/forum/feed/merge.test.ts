import { describe, expect, it } from "vitest";
import type { TopicCard } from "../types";
import { fits, merged, placed, steady, without, type Feed } from "./merge";

function card(id: string, minute: number, more: Partial<TopicCard> = {}): TopicCard {
  return {
    id, kind: "discussion", title: id, label: "TLP:GREEN", group: { id: "g", name: "G" }, author: null, organisation: null,
    language: "en", tags: [], pinned: false, locked: false, answered: false, severity: null, acknowledge_by: null,
    review_on: null, excerpt: "", posts: 1, created_at: "2026-11-01T00:00:00Z",
    last_activity: new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString(), last_author: null, last_read: 0, unread: 1,
    awaiting: false, open_flags: 0, ...more,
  };
}

const feed = (pages: TopicCard[][], next: string | null = null): Feed => ({
  pages: pages.map((items, index) => ({ items, next: index < pages.length - 1 ? "more" : next, previous: null })),
  pageParams: pages.map(() => undefined),
});
const ids = (value: Feed) => value.pages.flatMap((page) => page.items.map((item) => item.id));

describe("a live card", () => {
  it("goes where its last activity puts it, once", () => {
    const before = feed([[card("c", 30), card("b", 20)], [card("a", 10)]]);
    expect(ids(placed(before, card("a", 40)))).toEqual(["a", "c", "b"]);
    expect(ids(placed(before, card("n", 25)))).toEqual(["c", "n", "b", "a"]);
  });

  it("stays out when it is older than everything loaded and there is more", () => {
    expect(ids(placed(feed([[card("b", 20)]], "more"), card("a", 10)))).toEqual(["b"]);
    expect(ids(placed(feed([[card("b", 20)]]), card("a", 10)))).toEqual(["b", "a"]);
  });

  it("belongs only to the lists whose every filter it fits", () => {
    const one = card("a", 1, { kind: "question", author: { id: "ana", name: "Ana" }, answered: true });
    expect([fits(one, { author: "ana" }), fits(one, { author: "bruno" })]).toEqual([true, false]);
    expect([fits(one, { answered: true }), fits(one, { answered: false })]).toEqual([true, false]);
    expect([fits(one, { flagged: true }), fits({ ...one, open_flags: 1 }, { flagged: true })]).toEqual([false, true]);
  });

  it("keeps what only its reader knows", () => {
    const old = card("a", 1, { posts: 4, last_read: 3, unread: 1, awaiting: true });
    expect(merged(old, card("a", 2, { posts: 6 }), false)).toMatchObject({ unread: 3, last_read: 3, awaiting: true });
    expect(merged(old, card("a", 2, { posts: 5 }), true)).toMatchObject({ unread: 0, last_read: 5 });
  });

  it("goes when it is taken away", () => {
    expect(ids(without(feed([[card("b", 2), card("a", 1)]]), "b"))).toEqual(["a"]);
  });
});

it("knows which lists a card belongs to", () => {
  expect(fits(card("a", 1, { pinned: true }), { pinned: true })).toBe(true);
  expect(fits(card("a", 1, { pinned: true }), { pinned: false })).toBe(false);
  expect(fits(card("a", 1), { pinned: false })).toBe(true);
  expect(fits(card("a", 1), { group: "g", unread: true })).toBe(true);
  expect(fits(card("a", 1), { kind: "advisory" })).toBe(false);
  expect(fits(card("a", 1, { tags: ["vpn"] }), { tag: "vpn" })).toBe(true);
});

describe("the order while reading", () => {
  it("stays, adds older pages at the end and counts what waits", () => {
    expect(steady(["c", "b"], ["n", "b", "c", "a"])).toEqual({ order: ["c", "b", "a"], waiting: 1 });
  });

  it("drops what is gone and starts anew when nothing is left", () => {
    expect(steady(["c", "b"], ["b"])).toEqual({ order: ["b"], waiting: 0 });
    expect(steady(["c"], ["x", "y"])).toEqual({ order: ["x", "y"], waiting: 0 });
  });
});
