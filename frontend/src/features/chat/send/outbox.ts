import { drafts } from "@/api/drafts";
import type { Attached } from "../types";

/** A message that the server does not have yet, or has not said so. */
export interface Outgoing {
  id: string;
  channel: string;
  body: string;
  reply_to: string | null;
  attachments: Attached[];
  written_at: string;
  /** Why the server refused it, in its words; absent while it waits for its turn or for the link. */
  refused?: string;
}

/** How one sending went: it is there, it never will be as it stands, or the link failed and it may be tried again. */
export type Outcome = { kind: "sent" } | { kind: "refused"; why: string } | { kind: "later"; seconds?: number };

export interface OutboxPorts {
  send: (message: Outgoing) => Promise<Outcome>;
  /** Where it is kept; the person's drafts, which signing out removes after asking. */
  read?: () => Outgoing[];
  write?: (messages: Outgoing[]) => boolean;
  /** One page at a time sends, so that the order holds across tabs. */
  alone?: (work: () => Promise<void>) => Promise<void>;
}

const place = "chat:outbox";
const shortest = 1000;
const longest = 30_000;

function kept(): Outgoing[] {
  const content = drafts.read<Outgoing[]>(place)?.content;
  return Array.isArray(content) ? content : [];
}

function keep(messages: Outgoing[]): boolean {
  if (messages.length > 0) return drafts.write(place, messages);
  drafts.remove(place);
  return true;
}

async function oneTab(work: () => Promise<void>): Promise<void> {
  if ("locks" in navigator) await navigator.locks.request("atalaya-chat-outbox", work);
  else await work();
}

/**
 * What waits to be sent: kept across reloads, sent in the order of writing, each under its own id, so that however
 * often it is tried, it arrives once. A refused message steps aside; a lost link stops the row until it is back.
 */
export class Outbox {
  private messages: Outgoing[];
  private readonly listeners = new Set<() => void>();
  private readonly ports: Required<OutboxPorts>;
  private running = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: OutboxPorts) {
    this.ports = { read: kept, write: keep, alone: oneTab, ...ports };
    this.messages = this.ports.read();
  }

  readonly list = (): Outgoing[] => this.messages;

  readonly watch = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  add(message: Outgoing): void {
    this.change((now) => [...now, message]);
    void this.flush();
  }

  /** Sends a refused message again under its own id. */
  again(id: string): void {
    this.change((now) => now.map((one) => (one.id === id ? { ...one, refused: undefined } : one)));
    void this.flush();
  }

  discard(id: string): void {
    this.change((now) => now.filter((one) => one.id !== id));
  }

  /** Another tab changed what is kept. */
  readonly refresh = (): void => {
    this.messages = this.ports.read();
    this.listeners.forEach((tell) => tell());
  };

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Sends what waits. Called when something is added, when the link is back, and after a pause. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) return;
    this.running = true;
    try {
      await this.ports.alone(() => this.work());
    } finally {
      this.running = false;
    }
  }

  private async work(): Promise<void> {
    this.refresh();
    for (let next = this.next(); next; next = this.next()) {
      const outcome = await this.ports.send(next);
      const { id } = next;
      if (outcome.kind === "sent") {
        this.failures = 0;
        this.discard(id);
      } else if (outcome.kind === "refused") {
        this.change((now) => now.map((one) => (one.id === id ? { ...one, refused: outcome.why } : one)));
      } else {
        const pause = outcome.seconds ? outcome.seconds * 1000 : Math.min(longest, shortest * 2 ** this.failures);
        this.failures += 1;
        this.timer = setTimeout(() => void this.flush(), pause);
        return;
      }
    }
  }

  private next(): Outgoing | undefined {
    return this.messages.find((one) => one.refused === undefined);
  }

  private change(to: (now: Outgoing[]) => Outgoing[]): void {
    // Read anew: another tab may have added or sent something meanwhile. Where nothing can be kept, memory serves.
    const stored = this.ports.read();
    this.messages = to(stored.length > 0 || this.messages.length === 0 ? stored : this.messages);
    this.ports.write(this.messages);
    this.listeners.forEach((tell) => tell());
  }
}
