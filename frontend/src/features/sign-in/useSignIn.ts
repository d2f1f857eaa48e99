import { useState } from "react";
import { isProblem } from "@/api/problem";
import type { Factor, SignInState, SignInStep } from "@/api/types";
import { useText } from "./text";
import { PasskeyDismissed } from "./webauthn";

export type Stage = "credentials" | Exclude<SignInState, "signed_in">;

export interface SignIn {
  stage: Stage;
  factors: Factor[];
  busy: boolean;
  /** In words, what to do; null when all is well. */
  error: string | null;
  /** Runs one step and goes where the server says. */
  attempt: (step: () => Promise<SignInStep>) => Promise<void>;
  /** Another way is tried: what was said of the last one no longer holds. */
  turn: () => void;
  startOver: () => void;
}

/** What the server says of a sign-in that is already under way in this browser. */
interface Under {
  state?: SignInState | null;
  factors?: string[];
}

const known: readonly string[] = ["passkey", "totp", "recovery"] satisfies Factor[];

/** The factors that this version knows how to ask for. */
function asFactors(names: string[] = []): Factor[] {
  return names.filter((name): name is Factor => known.includes(name));
}

/** The steps of signing in: credentials, then a second factor or the setting up of one, then inside. */
export function useSignIn(onSignedIn: () => Promise<void>, under: Under = {}): SignIn {
  const t = useText();
  const begun = under.state === "second_factor" || under.state === "enrol" ? under.state : "credentials";
  const [stage, setStage] = useState<Stage>(begun);
  const [factors, setFactors] = useState<Factor[]>(asFactors(under.factors));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const explain = (cause: unknown): string => {
    if (cause instanceof PasskeyDismissed) return t("passkey.dismissed");
    if (isProblem(cause, "network")) return t("error.network");
    if (isProblem(cause) && cause.detail) return cause.detail;
    return t("error.unexpected");
  };
  const attempt = async (step: () => Promise<SignInStep>) => {
    setBusy(true);
    setError(null);
    try {
      const { state, factors: open } = await step();
      if (state === "signed_in") return await onSignedIn();
      setFactors(asFactors(open));
      setStage(state);
    } catch (cause) {
      setError(explain(cause));
    }
    setBusy(false);
  };
  const turn = () => setError(null);
  const startOver = () => {
    turn();
    setStage("credentials");
  };
  return { stage, factors, busy, error, attempt, turn, startOver };
}
