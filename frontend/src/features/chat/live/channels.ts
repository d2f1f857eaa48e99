import type { Channel } from "../types";
import type { ChatEvent } from "./events";

/** Who is counting: what is mine is never unread, and what names me or my team is a mention. */
export interface Self {
  person: string;
  names: readonly string[];
}

let self: Self = { person: "", names: [] };

export function countFor(who: Self): void {
  self = who;
}

/** Where counting stops, as on the server. */
const most = 200;

/** Cut as the server does: one line without marks. */
function excerpt(body: string): string {
  const plain = body.replace(/([@#])\[([^\]]*)\]\([^)]*\)/g, "$1$2").replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`>]/g, "");
  return plain.replace(/\s+/g, " ").trim().slice(0, 120);
}

/** A listed channel after an event in it. A message is counted once, by its number. */
export function counted(channel: Channel, event: ChatEvent): Channel {
  const last = channel.last_message;
  if (event.type === "chat.message.edited" && last?.id === event.data.id) {
    return { ...channel, last_message: { ...last, excerpt: excerpt(event.data.body) } };
  }
  if (event.type === "chat.message.deleted" && last?.id === event.data.id) {
    return { ...channel, last_message: { ...last, excerpt: "" } };
  }
  if (event.type !== "chat.message.sent" || event.data.seq <= (last?.seq ?? 0)) return channel;
  const message = event.data;
  const { id, seq, author, created_at } = message;
  const fresh = { ...channel, last_message: { id, seq, author, created_at, excerpt: excerpt(message.body) } };
  if (author.id === self.person || seq <= channel.read_seq) return fresh;
  const concerns = message.mentions_all || message.mentioned.some((one) => one === self.person || self.names.includes(one));
  return {
    ...fresh,
    unread: Math.min(most, channel.unread + 1),
    mentions: Math.min(most, channel.mentions + (concerns ? 1 : 0)),
  };
}

/** A listed channel once I have read up to a number; null when only the server can count what is left. */
export function readUpTo(channel: Channel, seq: number): Channel | null {
  if (seq >= (channel.last_message?.seq ?? 0)) return { ...channel, read_seq: seq, unread: 0, mentions: 0 };
  return seq === channel.read_seq ? channel : null;
}
