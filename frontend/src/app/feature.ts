import type { QueryClient } from "@tanstack/react-query";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Me } from "@/api/me";
import type { CommandProvider } from "@/ui/CommandPalette";

/** What the module of a page exports: the screen, and what to load before it is shown. */
export interface PageModule {
  default: ComponentType;
  loader?: (context: { params: Record<string, string>; search: Record<string, unknown>; queryClient: QueryClient }) => unknown;
}

export interface FeatureRoute {
  /** TanStack Router's form: `/forum/topics/$topicId`; relative to the parent for a child. */
  path: string;
  load: () => Promise<PageModule>;
  /** Checks what stands after `?`; unknown or wrong values are dropped, never thrown. */
  search?: (raw: Record<string, unknown>) => Record<string, unknown>;
  /** Pages shown in this page's `<Outlet />`. */
  children?: FeatureRoute[];
  /** The address of another feature's page in whose `<Outlet />` this one is shown; the path is relative to it. */
  within?: string;
}

export interface NavEntry {
  to: string;
  /** A key of the feature's own texts that begins with `nav.`. */
  label: `nav.${string}`;
  icon: LucideIcon;
  /** Today 10, Forum 20, Chat 30, Strategies 40, Experts 50, Exercises 60, Programme 70, Directory 80, Administration 90. */
  order: number;
  /** On the phone's bottom bar too; the others are under "More". */
  phone?: boolean;
  /** Whether this person sees it at all. */
  may?: (me: Me) => boolean;
  /** A hook that gives the number of unread things. */
  useCount?: () => number;
}

export interface FeatureDeclaration {
  /** The name of its folder, and of its texts. */
  name: string;
  /** Screens inside the shell, for signed-in people. */
  routes?: FeatureRoute[];
  /** Screens for everybody: inside the shell for who is signed in, in a plain frame for visitors. */
  openRoutes?: FeatureRoute[];
  /** Screens outside the shell, for everybody. */
  publicRoutes?: FeatureRoute[];
  nav?: NavEntry[];
  /** Loaded when the search opens: what this feature adds to it. */
  commands?: () => Promise<{ commandProviders: () => CommandProvider[] }>;
  /** Loaded with the shell: the notifications panel, a listener on the stream `me`. Each renders itself. */
  topBar?: { order: number; load: () => Promise<{ default: ComponentType }> }[];
  /** Asks for the credentials again when a session has ended; one feature has it. */
  signInAgain?: () => Promise<{ default: ComponentType<{ onSignedIn: () => Promise<void> }> }>;
}

/** Declares a feature: the default export of `src/features/<name>/feature.ts`. */
export function defineFeature(feature: FeatureDeclaration): FeatureDeclaration {
  return feature;
}
