import { defineFeature } from "@/app/feature";

export default defineFeature({
  name: "sign-in",
  publicRoutes: [
    { path: "/sign-in", load: () => import("./SignInPage"), search: (raw) => ({ next: safePath(raw.next) }) },
    { path: "/password-reset", load: () => import("./ResetPage") },
    { path: "/invitation", load: () => import("./InvitationPage") },
  ],
  signInAgain: () => import("./SignInAgain"),
});

/** Where to go after signing in: a path of this site, never another site's address. */
function safePath(next: unknown): string | undefined {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : undefined;
}
