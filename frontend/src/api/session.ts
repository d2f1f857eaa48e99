import { useSyncExternalStore } from "react";

/**
 * Whether the session that this page was using has ended. A request that meets a 401 waits here while the person
 * signs in again in a dialog, and is then repeated, so nothing typed is lost.
 */
type State = "unknown" | "signed-in" | "expired";

let state: State = "unknown";
const waiting: ((signedIn: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function change(next: State): void {
  if (state === next) return;
  state = next;
  listeners.forEach((listener) => listener());
}

export const session = {
  get state(): State {
    return state;
  },
  /** Called when the server has said who is signed in. Lets the waiting requests go on. */
  begin(): void {
    change("signed-in");
    waiting.splice(0).forEach((go) => go(true));
  },
  /** Called after signing out, and when the person gives up signing in again. */
  end(): void {
    change("unknown");
    waiting.splice(0).forEach((go) => go(false));
  },
  /** Called on a 401. Answers true once signed in again; false at once when nobody was signed in before. */
  expire(): Promise<boolean> {
    if (state === "unknown") return Promise.resolve(false);
    change("expired");
    return new Promise((resolve) => waiting.push(resolve));
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useSessionExpired(): boolean {
  return useSyncExternalStore(session.subscribe, () => session.state === "expired");
}
