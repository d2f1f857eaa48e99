import { startAnew } from "@/api/anew";
import { session } from "@/api/session";
import { forgetPerson } from "./preferences";

/** Goes to the page for signing in and forgets what the person saw; the drafts too, when the person signed out. */
export function leave({ signedOut }: { signedOut: boolean }): void {
  session.end();
  // Once the page is gone: what it was keeping of a draft as it went goes as well.
  startAnew("/sign-in", signedOut ? forgetPerson : undefined);
}
