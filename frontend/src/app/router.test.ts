import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { makeRouter } from "./router";

it("keeps a page that one feature lends another under that one's address and inside its frame", () => {
  const { routesByPath } = makeRouter(new QueryClient()) as unknown as { routesByPath: Record<string, { parentRoute: { fullPath: string } }> };
  expect(routesByPath["/settings/notifications"]?.parentRoute.fullPath).toBe("/settings");
  expect(routesByPath["/settings/keys"]?.parentRoute.fullPath).toBe("/settings");
});
