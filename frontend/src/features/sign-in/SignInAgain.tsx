import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useMaybeMe } from "@/api/me";
import { loadTexts } from "@/i18n";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/States";
import { Credentials } from "./Credentials";
import { SecondFactor } from "./SecondFactor";
import { useText } from "./text";
import { useSignIn } from "./useSignIn";

// This module is loaded outside the router, which otherwise brings a feature's texts.
await loadTexts("sign-in");

/** The dialog opens before this is loaded: what is asked first gets the focus, not the button for leaving. */
function focusInside(box: HTMLElement | null): void {
  box?.querySelector<HTMLElement>("input:not([readonly]), button")?.focus();
}

/** Signing in again over a page, as the same person, without leaving it. */
export default function SignInAgain({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const t = useText();
  const me = useMaybeMe();
  const options = useQuery({
    queryKey: ["sign-in", "options"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/sign-in/options", { signal })),
  });
  const signIn = useSignIn(onSignedIn);
  if (options.isPending) return <Skeleton lines={4} />;
  const demonstration = options.data?.demonstration.find((person) => person.person_id === me?.person.id);
  if (demonstration) {
    const enter = () => body(api.POST("/api/v1/sign-in/demonstration", { body: { person_id: demonstration.person_id } }));
    return (
      <div ref={focusInside}>
        <Button variant="primary" wide busy={signIn.busy} onClick={() => void signIn.attempt(enter)}>
          {t("again.as", { name: demonstration.name })}
        </Button>
      </div>
    );
  }
  return (
    <div key={signIn.stage} ref={focusInside}>
      {signIn.stage === "credentials" ? <Credentials signIn={signIn} email={me?.person.email} /> : <SecondFactor signIn={signIn} />}
    </div>
  );
}
