import { useSyncExternalStore } from "react";
import { startAnew } from "./anew";
import { tellOthers } from "./windows";

/**
 * Whether the session that this page was using has ended. A request that meets a 401 waits here while the person
 * signs in again in a dialog, and is then repeated, so nothing typed is lost.
 */
type State = "unknown" | "signed-in" | "expired";

let state: State = "unknown";
let person: string | null = null;
const waiting: ((signedIn: boolean) => void)[] = [];
let heard = 0;
let renewals = 0;
let renewal: Promise<void> = Promise.resolve();
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
  /** Whose page this is; null before anybody is known. */
  get person(): string | null {
    return person;
  },
  /**
   * Called when the server has said who is signed in. Lets the waiting requests go on. Answers false, and starts the
   * page anew, when it is somebody else than before: neither what the first person had loaded nor what waits to be
   * sent is theirs.
   */
  begin(who: string): boolean {
    if (person !== null && person !== who) {
      startAnew("/");
      return false;
    }
    person = who;
    if (state !== "signed-in") tellOthers({ signedIn: who });
    change("signed-in");
    waiting.splice(0).forEach((go) => go(true));
    return true;
  },
  /** Called after signing out, and when the person gives up signing in again. */
  end(): void {
    person = null;
    change("unknown");
    waiting.splice(0).forEach((go) => go(false));
  },
  /** Called on a 401. Answers true once signed in again; false at once when nobody was signed in before. */
  expire(): Promise<boolean> {
    if (state === "unknown") return Promise.resolve(false);
    change("expired");
    return new Promise((resolve) => waiting.push(resolve));
  },
  /** How often another window has told who comes or goes: an answer from before may be about somebody else. */
  get heard(): number {
    return heard;
  },
  hear(): void {
    heard += 1;
  },
  /** How often this page got another token for its session. */
  get renewals(): number {
    return renewals;
  },
  /** Called with a request whose answer brings another token: what is on its way with the old one meets a 401. */
  renew(call: Promise<Response>): void {
    renewal = call.then(
      ({ ok }) => void (renewals += ok ? 1 : 0),
      () => undefined,
    );
  },
  /** Whether the token is another one than after so many renewals; waits for the one that is under way. */
  async renewedSince(count: number): Promise<boolean> {
    await renewal;
    return renewals > count;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useSessionExpired(): boolean {
  return useSyncExternalStore(session.subscribe, () => session.state === "expired");
}
