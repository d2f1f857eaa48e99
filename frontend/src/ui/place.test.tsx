import { createMemoryHistory, createRootRoute, createRoute, createRouter, Link, RouterProvider } from "@tanstack/react-router";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { place } from "./place";

it("takes an address of the server apart", () => {
  expect(place("/forum/topics/7?post=2#reply")).toEqual({ to: "/forum/topics/7", search: { post: 2 }, hash: "reply" });
  expect(place("/chat")).toEqual({ to: "/chat", search: {}, hash: undefined });
});

it("prepares the page that it leads to, before one presses and after", async () => {
  const loader = vi.fn();
  const root = createRootRoute();
  const home = createRoute({ getParentRoute: () => root, path: "/", component: () => <Link {...place("/topics/7?post=2")}>Topic</Link> });
  const topic = createRoute({
    getParentRoute: () => root,
    path: "/topics/$id",
    loaderDeps: ({ search }) => search,
    loader: ({ params, deps }) => loader(params, deps) as unknown,
    component: () => <p>Here</p>,
  });
  const router = createRouter({ routeTree: root.addChildren([home, topic]), defaultPreload: "intent", defaultPreloadDelay: 0, history: createMemoryHistory() });
  render(<RouterProvider router={router as never} />);
  const link = await screen.findByRole("link", { name: "Topic" });
  expect(link.getAttribute("href")).toBe("/topics/7?post=2");
  fireEvent.focus(link);
  await waitFor(() => expect(loader).toHaveBeenLastCalledWith({ id: "7" }, { post: 2 }));
  fireEvent.click(link);
  expect(await screen.findByText("Here")).toBeTruthy();
  expect(router.state.location.href).toBe("/topics/7?post=2");
});
