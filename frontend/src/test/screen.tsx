import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { Suspense, type ReactNode } from "react";
import { vi } from "vitest";
import { LiveProvider } from "@/api/live";
import { meQuery, type Me } from "@/api/me";
import { LiveStream } from "@/api/stream";
import { ToastRegion } from "@/ui/Toast";

/** Whom a screen is shown to, unless a test says otherwise. */
export const ana = {
  person: { id: "00000000-0000-7000-8000-00000000000a", name: "Ana" },
  organisations: [],
  permissions: ["forum:topic:read", "forum:topic:write", "forum:post:write", "forum:chat:read", "forum:chat:write"],
  streams: [],
  strong: false,
} as unknown as Me;

type Answer = unknown | ((asked: { body: unknown; headers: Headers; url: URL }) => unknown);

/** What the server would answer with a problem. */
export function problem(status: number, title: string, detail = ""): Response {
  const body = JSON.stringify({ type: "/problems/test", status, title, detail });
  return new Response(body, { status, headers: { "Content-Type": "application/problem+json" } });
}

/**
 * Shows a part of the application as the shell would, with a server that answers what the test says:
 * `{"GET /api/v1/groups": {items: []}}`. What is not said fails with 404. Returns what was asked, in order.
 */
export async function show(part: ReactNode, answers: Record<string, Answer> = {}, me: Me = ana, address = "/") {
  const asked: { call: string; body: unknown; headers: Headers }[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = input as Request;
    const url = new URL(request.url);
    const call = `${request.method} ${decodeURIComponent(url.pathname)}`;
    const text = await request.clone().text();
    const body: unknown = text && request.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text || null;
    asked.push({ call, body, headers: request.headers });
    const found = answers[call];
    if (found === undefined) return problem(404, `Nobody answers ${call}`);
    const answer: unknown = typeof found === "function" ? await (found as (asked: unknown) => unknown)({ body, headers: request.headers, url }) : found;
    if (answer instanceof Response) return answer.clone();
    if (answer === null) return new Response(null, { status: 204 });
    return new Response(JSON.stringify(answer), { status: 200, headers: { "Content-Type": "application/json" } });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meQuery.queryKey, me);
  const live = new LiveStream({ url: "ws://test", open: () => new EventTarget() as unknown as WebSocket });
  const root = createRootRoute({ component: () => <Suspense>{part}</Suspense>, notFoundComponent: () => <Suspense>{part}</Suspense> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: [address] }) });
  await router.load();
  const screen = render(
    <QueryClientProvider client={client}>
      <LiveProvider stream={live}>
        <RouterProvider router={router} />
        <ToastRegion />
      </LiveProvider>
    </QueryClientProvider>,
  );
  return { ...screen, asked, client, router, live };
}
