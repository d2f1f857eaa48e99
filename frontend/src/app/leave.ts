import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { session } from "@/api/session";
import { forgetPerson } from "./preferences";
import { forgetAnswers } from "./queryClient";

/** Goes to the page for signing in and forgets what the person saw; the drafts too, when the person signed out. */
export function useLeave() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async ({ signedOut }: { signedOut: boolean }) => {
    session.end();
    await navigate({ to: "/sign-in" });
    // After the page is gone: what it was keeping of a draft as it went goes as well.
    if (signedOut) forgetPerson();
    forgetAnswers(queryClient);
  };
}
