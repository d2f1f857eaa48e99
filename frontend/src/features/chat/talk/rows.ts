import { dayOf } from "@/i18n";
import type { Outgoing } from "../send/outbox";
import type { Message } from "../types";

export type Row =
  | { kind: "start"; key: string }
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: Message; joined: boolean }
  | { kind: "outgoing"; key: string; outgoing: Outgoing; joined: boolean };

const together = 5 * 60_000;

/**
 * What stands in the conversation: a line for each day, the line before what is new, and messages, of which those of
 * one author within five minutes stand together under one name.
 * `whole` says that nothing is before the first one.
 */
export function rowsOf(messages: Message[], outgoing: Outgoing[], me: string, newAfter: number | null, whole: boolean): Row[] {
  const rows: Row[] = whole ? [{ kind: "start", key: "start" }] : [];
  let author = "";
  let at = "";
  let marked = false;
  const begin = (when: string, who: string): boolean => {
    if (at === "" || dayOf(at) !== dayOf(when)) {
      rows.push({ kind: "day", key: `day-${dayOf(when)}`, at: when });
      author = "";
    }
    const joined = author === who && new Date(when).getTime() - new Date(at).getTime() < together;
    author = who;
    at = when;
    return joined;
  };
  for (const message of messages) {
    let joined = begin(message.created_at, message.author.id);
    if (newAfter !== null && !marked && message.seq > newAfter && message.author.id !== me) {
      marked = true;
      joined = false;
      rows.push({ kind: "new", key: "new" });
    }
    rows.push({ kind: "message", key: message.id, message, joined: joined && message.reply_to === null });
  }
  const known = new Set(messages.map((message) => message.id));
  for (const one of outgoing) {
    if (known.has(one.id)) continue;
    const when = new Date(Math.max(new Date(one.written_at).getTime(), at ? new Date(at).getTime() : 0)).toISOString();
    rows.push({ kind: "outgoing", key: one.id, outgoing: one, joined: begin(when, me) && one.reply_to === null });
  }
  return rows;
}
