import { describe, expect, it } from "vitest";
import type { Post } from "../types";
import { changedPost, personal, startOf, withPost, type Posts } from "./posts";

const post = (number: number, more: Partial<Post> = {}): Post => ({
  id: `p${number}`, topic_id: "t", number, author: { id: "ana", name: "Ana" }, organisation: null, body: `${number}`,
  html: "", reply_to: null, attachments: [], reactions: [], state: "shown", state_at: null, state_reason: "",
  moved_to_id: null, version: 1, created_at: "2026-11-01T00:00:00Z", edited_at: null, mine: false, accepted: false,
  open_flags: 0, ...more,
});
const posts = (items: Post[], next: string | null = null): Posts => ({
  pages: [{ items, next, previous: null }],
  pageParams: [{ after: 0 }],
});
const numbers = (value: Posts) => value.pages.flatMap((page) => page.items.map((item) => item.number));

describe("a live post", () => {
  it("follows the last one, and no other", () => {
    expect(numbers(withPost(posts([post(1)]), post(2)))).toEqual([1, 2]);
    expect(numbers(withPost(posts([post(1)]), post(3)))).toEqual([1]);
    expect(numbers(withPost(posts([post(1)], "1"), post(2)))).toEqual([1]);
  });

  it("takes the place of its former self", () => {
    const now = withPost(posts([post(1), post(2)]), post(2, { body: "new" }));
    expect(numbers(now)).toEqual([1, 2]);
    expect(now.pages[0]?.items[1]?.body).toBe("new");
  });

  it("keeps what only its reader knows", () => {
    const old = post(1, { mine: true, reactions: [{ emoji: "👍", count: 1, mine: true }] });
    const fresh = post(1, { author: null, reactions: [{ emoji: "👍", count: 2, mine: false }] });
    expect(personal(old, fresh, "ana")).toMatchObject({
      mine: true, author: { name: "Ana" }, reactions: [{ emoji: "👍", count: 2, mine: true }],
    });
    expect(personal(undefined, post(2), "ana").mine).toBe(true);
  });
});

it("changes one post", () => {
  const now = changedPost(posts([post(1), post(2)]), "p2", (one) => ({ ...one, state: "hidden" }));
  expect(now.pages[0]?.items.map((one) => one.state)).toEqual(["shown", "hidden"]);
});

it.each([
  [{ posts: 5, last_read: 0 }, 1],
  [{ posts: 5, last_read: 3 }, 4],
  [{ posts: 5, last_read: 5 }, 1],
  [{ posts: 80, last_read: 80 }, 80],
])("opens %o at %d", (topic, number) => {
  expect(startOf(topic)).toBe(number);
});
