import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import type { Post } from "../types";
import { allPosts, mostPages, pageSize, postsQuery } from "./posts";

const many = 10_000;

/** Answers as the server does: a window of posts by number, with the numbers to go on from at both ends. */
function serve(input: unknown): Promise<Response> {
  const query = new URL((input as Request).url).searchParams;
  const limit = Number(query.get("limit"));
  const [after, before, around] = ["after", "before", "around"].map((name) => query.get(name));
  const first = around ? Number(around) - limit / 2 : before ? Number(before) - limit : Number(after) + 1;
  const numbers = Array.from({ length: limit }, (_, index) => Math.max(1, first) + index).filter((number) => number <= many);
  const items = numbers.map((number) => ({ id: `p${number}`, number }) as Post);
  const next = (items.at(-1)?.number ?? many) < many ? String(items.at(-1)?.number) : null;
  const previous = (items[0]?.number ?? 1) > 1 ? String(items[0]?.number) : null;
  const json = JSON.stringify({ items, next, previous });
  return Promise.resolve(new Response(json, { headers: { "Content-Type": "application/json" } }));
}

it("keeps a bounded stretch of a topic of ten thousand posts loaded, without a gap, in both directions", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(serve);
  const observer = new InfiniteQueryObserver(new QueryClient(), postsQuery("t1", 5000));
  const stop = observer.subscribe(() => {});
  await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true));
  const loaded = () => allPosts(observer.getCurrentResult().data).map((post) => post.number);
  const whole = () => loaded().every((number, index, all) => index === 0 || number === (all[index - 1] ?? 0) + 1);

  for (let turn = 0; turn < 20; turn++) await observer.fetchNextPage();
  expect(loaded()).toHaveLength(mostPages * pageSize);
  expect(loaded().at(-1)).toBeGreaterThan(5500);
  expect(whole()).toBe(true);
  expect(observer.getCurrentResult().hasPreviousPage).toBe(true);

  for (let turn = 0; turn < 40; turn++) await observer.fetchPreviousPage();
  expect(loaded()).toHaveLength(mostPages * pageSize);
  expect(loaded()[0]).toBeLessThan(5000);
  expect(whole()).toBe(true);
  expect(observer.getCurrentResult().hasNextPage).toBe(true);
  stop();
});
