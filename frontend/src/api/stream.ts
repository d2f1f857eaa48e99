/** What the server says on `/api/v1/stream`. */
export type Frame =
  | { op: "event"; stream: string; seq: number; type: string; at: string; data: unknown }
  | { op: "subscribed"; stream: string; head: number; reset?: boolean }
  | { op: "refused"; stream: string }
  | { op: "revoked"; stream: string }
  | { op: "typing"; stream: string; person: string; name?: string }
  | { op: "presence"; person: string; state: PresenceState | "offline" }
  | { op: "pong" }
  | { op: "error"; detail: string };

export type StreamEvent = Extract<Frame, { op: "event" }>;
export type PresenceState = "active" | "away" | "invisible";
export type Connection = "idle" | "connecting" | "open" | "reconnecting" | "offline" | "signed-out";

export interface StreamListener {
  onEvent: (event: StreamEvent) => void;
  /** Too much was missed to replay: load everything again. */
  onReset?: () => void;
  /** Access to the stream was refused or taken away. */
  onLost?: (why: "refused" | "revoked") => void;
  onTyping?: (person: string, name?: string) => void;
}

export interface StreamOptions {
  url: string;
  open?: (url: string) => WebSocket;
  /** From 0 to 1; spreads the reconnecting of many browsers. */
  random?: () => number;
}

interface Subscription {
  listeners: Set<StreamListener>;
  /** The last sequence number handed to the listeners; unknown until the server says the head. */
  last: number | undefined;
}

const SIGNED_OUT = 4401;
const PING_EVERY = 25_000;
const SILENCE = 40_000;
const SHORTEST = 500;
const LONGEST = 30_000;

/** The one WebSocket of this page: resumes each stream where it was, delivers each event once and in order. */
export class LiveStream {
  private socket: WebSocket | null = null;
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly watchers = new Set<() => void>();
  private readonly presenceListeners = new Set<(person: string, state: string) => void>();
  private attempts = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private heardAt = 0;
  private presence: PresenceState = "active";
  private typedAt = new Map<string, number>();
  private wanted = false;
  private readonly options: StreamOptions;
  connection: Connection = "idle";

  constructor(options: StreamOptions) {
    this.options = options;
  }

  start(): void {
    this.wanted = true;
    window.addEventListener("online", this.connectNow);
    window.addEventListener("offline", this.goOffline);
    if (!this.socket) this.connectNow();
  }

  stop(): void {
    this.wanted = false;
    window.removeEventListener("online", this.connectNow);
    window.removeEventListener("offline", this.goOffline);
    this.drop();
    this.change("idle");
  }

  /** Listens to a stream from now on, or from after sequence number `after`. Returns how to stop. */
  subscribe(name: string, listener: StreamListener, after?: number): () => void {
    let subscription = this.subscriptions.get(name);
    if (subscription) subscription.listeners.add(listener);
    else {
      subscription = { listeners: new Set([listener]), last: after };
      this.subscriptions.set(name, subscription);
      this.ask(name, subscription);
    }
    return () => {
      subscription.listeners.delete(listener);
      if (subscription.listeners.size > 0 || this.subscriptions.get(name) !== subscription) return;
      this.subscriptions.delete(name);
      this.say({ op: "unsubscribe", stream: name });
    };
  }

  /** Says that the person is typing; at most every three seconds per stream. */
  typing(name: string): void {
    const now = Date.now();
    if (now - (this.typedAt.get(name) ?? 0) < 3000) return;
    this.typedAt.set(name, now);
    this.say({ op: "typing", stream: name });
  }

  setPresence(state: PresenceState): void {
    if (state === this.presence) return;
    this.presence = state;
    this.say({ op: "presence", state });
  }

  onPresence(listener: (person: string, state: string) => void): () => void {
    this.presenceListeners.add(listener);
    return () => this.presenceListeners.delete(listener);
  }

  /** For useSyncExternalStore. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Tries at once: the link is back, the person signed in again, or pressed "Try now". */
  readonly connectNow = (): void => {
    clearTimeout(this.retry);
    if (!this.wanted || this.socket) return;
    this.change(this.connection === "idle" ? "connecting" : "reconnecting");
    const open = this.options.open ?? ((url: string) => new WebSocket(url));
    const socket = open(this.options.url);
    this.socket = socket;
    socket.onopen = () => this.opened(socket);
    socket.onmessage = (message) => this.receive(JSON.parse(String(message.data)) as Frame);
    socket.onclose = (event) => this.closed(socket, event.code);
  };

  private readonly goOffline = (): void => {
    this.drop();
    this.change("offline");
  };

  private opened(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.change("open");
    this.heardAt = Date.now();
    this.heartbeat = setInterval(() => {
      if (Date.now() - this.heardAt > SILENCE) socket.close();
      else this.say({ op: "ping" });
    }, PING_EVERY);
    for (const [name, subscription] of this.subscriptions) this.ask(name, subscription);
    if (this.presence !== "active") this.say({ op: "presence", state: this.presence });
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.drop();
    if (!this.wanted) return;
    if (code === SIGNED_OUT) return this.change("signed-out");
    if (!navigator.onLine) return this.change("offline");
    this.change("reconnecting");
    const longest = Math.min(LONGEST, SHORTEST * 2 ** this.attempts);
    this.attempts += 1;
    this.retry = setTimeout(this.connectNow, longest / 2 + ((this.options.random ?? Math.random)() * longest) / 2);
  }

  private drop(): void {
    clearTimeout(this.retry);
    clearInterval(this.heartbeat);
    const socket = this.socket;
    this.socket = null;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close();
  }

  private receive(frame: Frame): void {
    this.heardAt = Date.now();
    this.attempts = 0;
    if (frame.op === "presence") return this.presenceListeners.forEach((tell) => tell(frame.person, frame.state));
    if (!("stream" in frame)) return;
    const [name, subscription] = this.find(frame.stream);
    if (!subscription) return;
    if (frame.op === "event") this.deliver(name, subscription, frame);
    else if (frame.op === "typing") subscription.listeners.forEach((l) => l.onTyping?.(frame.person, frame.name));
    else if (frame.op === "subscribed") {
      // Missed events follow this frame, so the head is only taken where there was nothing to resume.
      if (frame.reset || subscription.last === undefined) subscription.last = frame.head;
      if (frame.reset) subscription.listeners.forEach((l) => l.onReset?.());
    } else {
      this.subscriptions.delete(name);
      subscription.listeners.forEach((l) => l.onLost?.(frame.op === "revoked" ? "revoked" : "refused"));
    }
  }

  private deliver(name: string, subscription: Subscription, event: StreamEvent): void {
    const last = subscription.last;
    if (last !== undefined && event.seq <= last) return;
    // Sequences have no gaps: a jump means that something was lost on the way, so ask for it again.
    if (last !== undefined && event.seq > last + 1) return this.ask(name, subscription);
    subscription.last = event.seq;
    subscription.listeners.forEach((listener) => listener.onEvent(event));
  }

  /** The caller's own stream is asked for as `me` and answered under its full name. */
  private find(name: string): [string, Subscription | undefined] {
    const exact = this.subscriptions.get(name);
    if (exact || !name.startsWith("person:")) return [name, exact];
    return ["me", this.subscriptions.get("me")];
  }

  private ask(name: string, { last }: Subscription): void {
    this.say(last === undefined ? { op: "subscribe", stream: name } : { op: "subscribe", stream: name, after: last });
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private change(connection: Connection): void {
    if (this.connection === connection) return;
    this.connection = connection;
    this.watchers.forEach((watcher) => watcher());
  }
}
