import { beforeEach, describe, expect, it } from "vitest";
import type { Channel, Message, Stretch } from "../types";
import { countFor, counted, readUpTo } from "./channels";
import type { ChatEvent } from "./events";
import { forgetRecent, remember } from "./recent";
import { heard, heardInThread, placed, stretchOf, withNewer, withOlder } from "./stretch";

function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`, channel_id: "c", seq, author: { id: "ana", name: "Ana" }, body: `text ${seq}`, html: `<p>text ${seq}</p>`,
    reply_to: null, thread_root: null, replies: 0, mentioned: [], mentions_all: false, reactions: [], attachments: [],
    created_at: "2026-11-23T10:00:00Z", edited_at: null, deleted: false, deleted_at: null, deleted_by: null,
    pinned_at: null, pinned_by: null, topic_id: null, version: 1, ...more,
  };
}

const old: Stretch = { items: [message(1), message(2)], head: 2, next: null, previous: null };
const at = "2026-11-23T10:05:00Z";
const events: ChatEvent[] = [
  { seq: 3, type: "chat.message.sent", data: { ...message(3, { reply_to: "m1", thread_root: "m1" }), thread_replies: 1 } },
  { seq: 4, type: "chat.message.edited", data: { id: "m1", body: "new", html: "<p>new</p>", mentioned: [], mentions_all: false, edited_at: at, version: 2 } },
  { seq: 5, type: "chat.message.reacted", data: { id: "m2", reactions: [{ emoji: "👍", people: ["rui"] }] } },
  { seq: 6, type: "chat.message.pinned", data: { id: "m1", pinned_at: at, pinned_by: "rui" } },
  { seq: 7, type: "chat.message.carried", data: { ids: ["m1", "m2"], topic_id: "t" } },
  { seq: 8, type: "chat.message.deleted", data: { id: "m3", deleted_at: at, deleted_by: "ana", version: 2, thread_root: "m1", thread_replies: 0 } },
];
/** What the server answers after all of these. */
const fresh: Stretch = {
  items: [
    message(1, { body: "new", html: "<p>new</p>", edited_at: at, version: 2, pinned_at: at, pinned_by: "rui", topic_id: "t" }),
    message(2, { reactions: [{ emoji: "👍", people: ["rui"] }], topic_id: "t" }),
    message(3, { reply_to: "m1", thread_root: "m1", body: "", html: "", deleted: true, deleted_at: at, deleted_by: "ana", version: 2 }),
  ],
  head: 8, next: null, previous: null,
};

beforeEach(forgetRecent);

describe("a stretch of messages", () => {
  it("with its events is what the server says afresh", () => {
    expect(events.reduce(heard, old)).toEqual(fresh);
  });

  it("does not change when everything is heard twice, together or one by one", () => {
    expect(events.reduce(heard, events.reduce(heard, old))).toEqual(fresh);
    expect(events.reduce((now, event) => heard(heard(now, event), event), old)).toEqual(fresh);
  });

  it("skips what a later answer of the server holds already", () => {
    expect(events.reduce(heard, fresh)).toBe(fresh);
  });

  it("shows a sent message once, whether its answer or its event comes first", () => {
    const [sent] = events as [ChatEvent];
    const answer = message(3, { reply_to: "m1", thread_root: "m1" });
    expect(heard(placed(old, answer), sent).items).toEqual(placed(heard(old, sent), answer).items);
  });

  it("takes no new message while it does not reach the live end", () => {
    const middle = { ...old, next: 2 };
    expect(heard(middle, { seq: 9, type: "chat.message.sent", data: message(9) }).items).toHaveLength(2);
  });

  it("in a thread takes the replies of its root only", () => {
    const thread: Stretch = { ...old, items: [message(1)] };
    const reduce = heardInThread("m1");
    const with3 = reduce(thread, events[0] as ChatEvent);
    expect(with3.items.map((one) => one.id)).toEqual(["m1", "m3"]);
    expect(reduce(with3, { seq: 9, type: "chat.message.sent", data: message(9) }).items).toHaveLength(2);
  });

  it("catches up with what was said while an answer was on its way", () => {
    events.forEach((event) => remember("c", event));
    expect(stretchOf("c", { ...old, items: [...old.items] })).toEqual(fresh);
  });

  it("grows at both ends without repeating a message", () => {
    const middle: Stretch = { items: [message(5), message(6)], head: 9, next: 6, previous: 5 };
    const older = withOlder(middle, { items: [message(4), message(5)], head: 9, next: 5, previous: null });
    expect(older.items.map((one) => one.seq)).toEqual([4, 5, 6]);
    remember("c", { seq: 10, type: "chat.message.sent", data: message(10) });
    const newer = withNewer("c", heard(older, { seq: 10, type: "chat.message.sent", data: message(10) }), {
      items: [message(7), message(8)], head: 9, next: null, previous: 7,
    });
    expect(newer.items.map((one) => one.seq)).toEqual([4, 5, 6, 7, 8, 10]);
    expect(newer.next).toBeNull();
  });
});

describe("a listed channel", () => {
  const channel = { id: "c", unread: 0, mentions: 0, read_seq: 2, last_message: null } as unknown as Channel;
  const sent = (seq: number, more: Partial<Message> = {}): ChatEvent => ({ seq, type: "chat.message.sent", data: message(seq, more) });
  beforeEach(() => countFor({ person: "rui", names: ["team"] }));

  it("counts a message once, and what names me or my team as a mention", () => {
    const all = [sent(3), sent(3), sent(4, { mentioned: ["team"] }), sent(5, { mentions_all: true }), sent(3)];
    expect(all.reduce(counted, channel)).toMatchObject({ unread: 3, mentions: 2, last_message: { seq: 5 } });
  });

  it("counts nothing of mine, and nothing that I have read", () => {
    const mine = counted(channel, sent(3, { author: { id: "rui", name: "Rui" } }));
    expect(mine).toMatchObject({ unread: 0, last_message: { id: "m3" } });
    expect(counted(channel, sent(2)).unread).toBe(0);
  });

  it("knows that nothing is left when all was read, and else leaves the count to the server", () => {
    const unread = [sent(3), sent(4)].reduce(counted, channel);
    expect(readUpTo(unread, 4)).toMatchObject({ unread: 0, mentions: 0, read_seq: 4 });
    expect(readUpTo(unread, 3)).toBeNull();
  });
});
