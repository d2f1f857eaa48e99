import { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory } from "@tanstack/react-router";
import { expect, it, vi } from "vitest";
import { meQuery } from "@/api/me";
import { ana } from "@/test/screen";
import { makeRouter } from "./router";

it("keeps a page that one feature lends another under that one's address and inside its frame", () => {
  const { routesByPath } = makeRouter(new QueryClient()) as unknown as { routesByPath: Record<string, { parentRoute: { fullPath: string } }> };
  expect(routesByPath["/settings/notifications"]?.parentRoute.fullPath).toBe("/settings");
  expect(routesByPath["/settings/keys"]?.parentRoute.fullPath).toBe("/settings");
});

it.each([
  { id: "not-an-id", asked: false },
  { id: "01a221cf-231f-7093-a405-9f679802568c", asked: true },
])("asks the server about $id: $asked", async ({ id, asked }) => {
  const fetched = vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("no server here"));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meQuery.queryKey, ana);
  const router = makeRouter(client);
  router.update({ history: createMemoryHistory({ initialEntries: [`/forum/topics/${id}`] }) });
  await router.load();
  expect(fetched.mock.calls.length > 0).toBe(asked);
});
