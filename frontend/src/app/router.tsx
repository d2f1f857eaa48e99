import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  type AnyRoute,
} from "@tanstack/react-router";
import { isId } from "@/api/ids";
import { meQuery } from "@/api/me";
import { isProblem } from "@/api/problem";
import { loadTexts } from "@/i18n";
import type { FeatureRoute } from "./feature";
import { features, isOpen } from "./features";
import { Failure, NotFound, Pending } from "./Fallbacks";
import { adoptPerson } from "./preferences";

interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound });

/**
 * What is inside needs a signed-in person; others are sent to sign in and come back to where they were going, but for
 * open pages, which visitors see in a frame of their own.
 */
const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: lazyRouteComponent(() => import("./shell/Frame"), "Frame"),
  beforeLoad: async ({ context, location }) => {
    try {
      adoptPerson(await context.queryClient.ensureQueryData(meQuery));
    } catch (error) {
      if (!isProblem(error, 401)) throw error;
      if (isOpen(location.pathname)) return;
      const next = location.href === "/" ? undefined : location.href;
      throw redirect({ to: "/sign-in", search: { next } });
    }
  },
});

/** The pages inside the frame, each with the feature whose texts it speaks. */
const inside = features.flatMap(({ name, routes = [], openRoutes = [] }) =>
  [...routes, ...openRoutes].map((declared) => ({ name, declared })),
);

/** Nothing is at an address whose id is none, whatever the server would say of such a question. */
function requireIds(params: Record<string, string>) {
  if (Object.entries(params).some(([name, value]) => name.endsWith("Id") && !isId(value))) throw notFound();
}

function build(parent: AnyRoute, feature: string, declared: FeatureRoute): AnyRoute {
  const route: AnyRoute = createRoute({
    getParentRoute: () => parent,
    path: declared.path,
    component: lazyRouteComponent(declared.load),
    notFoundComponent: NotFound,
    validateSearch: declared.search,
    loaderDeps: ({ search }: { search: Record<string, unknown> }) => search,
    loader: async ({ context, params, deps }) => {
      requireIds(params as Record<string, string>);
      const [module] = await Promise.all([declared.load(), loadTexts(feature)]);
      await module.loader?.({ params, search: deps, queryClient: (context as Context).queryClient });
    },
  });
  const children = (declared.children ?? []).map((child) => build(route, feature, child));
  const guests = inside.filter(({ declared: { within } }) => within === declared.path);
  children.push(...guests.map((guest) => build(route, guest.name, guest.declared)));
  return children.length > 0 ? route.addChildren(children) : route;
}

export function makeRouter(queryClient: QueryClient) {
  const own = inside.filter(({ declared }) => !declared.within).map(({ name, declared }) => build(shell, name, declared));
  // Inside the frame for those who are signed in; others are asked to sign in, and learn nothing of what exists.
  const unknown = createRoute({ getParentRoute: () => shell, path: "$", component: NotFound });
  const outside = features.flatMap(({ name, publicRoutes = [] }) => publicRoutes.map((route) => build(root, name, route)));
  const tree = root.addChildren([shell.addChildren([...own, unknown]), ...outside]);
  return createRouter({
    routeTree: tree as AnyRoute,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: Pending,
    defaultPendingMs: 200,
    defaultErrorComponent: Failure,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}
