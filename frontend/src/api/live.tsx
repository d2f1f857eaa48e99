import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { meQuery } from "./me";
import { isProblem } from "./problem";
import { LiveStream, type Connection, type StreamListener } from "./stream";

const LiveContext = createContext<LiveStream | null>(null);

function address(): string {
  const url = new URL("/api/v1/stream", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** As long as the answer with a new token may come after the end of the socket, in this window or another. */
const LATER = 1000;

/**
 * The server ends the sockets of a session that has ended, and of one that may now read more. Asking who is signed
 * in tells which: it waits, where nobody is, until somebody has signed in again.
 */
async function comeBack(live: LiveStream, client: QueryClient): Promise<void> {
  await new Promise((go) => setTimeout(go, LATER));
  if (live.connection !== "signed-out") return;
  try {
    await client.fetchQuery({ ...meQuery, staleTime: 0 });
  } catch (error) {
    if (isProblem(error, 401)) return;
  }
  live.connectNow();
}

/** Holds the page's one WebSocket; the shell puts it around everything for signed-in people. */
export function LiveProvider({ children, stream }: { children: ReactNode; stream?: LiveStream }) {
  const client = useQueryClient();
  const live = useMemo(() => stream ?? new LiveStream({ url: address() }), [stream]);
  useEffect(() => {
    live.start();
    const followSession = live.watch(() => {
      if (live.connection === "signed-out") void comeBack(live, client);
    });
    const followVisibility = () => live.setPresence(document.hidden ? "away" : "active");
    document.addEventListener("visibilitychange", followVisibility);
    return () => {
      followSession();
      document.removeEventListener("visibilitychange", followVisibility);
      live.stop();
    };
  }, [live, client]);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useLive(): LiveStream {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive outside LiveProvider");
  return live;
}

/** How the link to the server stands. */
export function useConnection(): Connection {
  const live = useLive();
  return useSyncExternalStore(live.watch, () => live.connection);
}

/**
 * Listens to a stream while the component is on the page; `null` listens to nothing yet.
 *
 * `after` is the sequence number that the loaded data already contains, so that nothing falls between loading and
 * listening. The listener may be a new object on each render.
 */
export function useStream(name: string | null, listener: StreamListener, after?: number): void {
  const live = useLive();
  const current = useRef(listener);
  useEffect(() => {
    current.current = listener;
  });
  const from = useRef(after);
  useEffect(() => {
    from.current = after;
  });
  useEffect(() => {
    if (name === null) return;
    const steady: StreamListener = {
      onEvent: (event) => current.current.onEvent(event),
      onReset: () => current.current.onReset?.(),
      onLost: (why) => current.current.onLost?.(why),
      onTyping: (person, who) => current.current.onTyping?.(person, who),
    };
    return live.subscribe(name, steady, from.current);
  }, [live, name]);
}

export interface TypingPerson {
  person: string;
  name?: string;
}

/** Who is typing there now, and how to say that I am. Each mark fades five seconds after the last key. */
export function useTyping(name: string): { people: TypingPerson[]; typed: () => void } {
  const live = useLive();
  const [people, setPeople] = useState<(TypingPerson & { until: number })[]>([]);
  useStream(name, {
    onEvent: () => {},
    onTyping: (person, who) =>
      setPeople((now) => [...now.filter((p) => p.person !== person), { person, name: who, until: Date.now() + 5000 }]),
  });
  useEffect(() => {
    if (people.length === 0) return;
    const timer = setTimeout(() => setPeople((now) => now.filter((p) => p.until > Date.now())), 1000);
    return () => clearTimeout(timer);
  }, [people]);
  return { people, typed: () => live.typing(name) };
}

/** The presence of people as it was last told; absent means offline. */
export function usePresence(): ReadonlyMap<string, string> {
  const live = useLive();
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => live.onPresence((person, state) => setKnown((now) => new Map(now).set(person, state))), [live]);
  return known;
}
