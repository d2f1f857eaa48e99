import type { Message, MessagePage, Stretch } from "../types";
import type { ChatEvent } from "./events";
import { replayed } from "./recent";

function change(stretch: Stretch, id: string | null, patch: (message: Message) => Message): Stretch {
  const index = id === null ? -1 : stretch.items.findIndex((message) => message.id === id);
  const old = stretch.items[index];
  if (!old) return stretch;
  const items = [...stretch.items];
  items[index] = patch(old);
  return { ...stretch, items };
}

/** Puts a message in its place by number, or in the place of what was known of it. */
export function placed(stretch: Stretch, message: Message): Stretch {
  const known = stretch.items.some((one) => one.id === message.id);
  if (known) return change(stretch, message.id, (old) => (old.version > message.version ? old : message));
  const last = stretch.items.at(-1);
  if (!last || last.seq < message.seq) return { ...stretch, items: [...stretch.items, message] };
  const items = [...stretch.items, message].sort((a, b) => a.seq - b.seq);
  return { ...stretch, items };
}

/** `belongs` says which new messages are part of it: all of a channel, or the replies of one thread. */
function step(stretch: Stretch, event: ChatEvent, belongs: (message: Message) => boolean): Stretch {
  switch (event.type) {
    case "chat.message.sent": {
      const { thread_replies: replies, ...message } = event.data;
      const counted =
        typeof replies === "number" ? change(stretch, message.thread_root, (root) => ({ ...root, replies })) : stretch;
      return stretch.next === null && belongs(message) ? placed(counted, message) : counted;
    }
    case "chat.message.edited":
      return change(stretch, event.data.id, (old) => (old.version >= event.data.version ? old : { ...old, ...event.data }));
    case "chat.message.deleted": {
      const { thread_replies: replies, thread_root: root, ...gone } = event.data;
      const counted = typeof replies === "number" ? change(stretch, root, (old) => ({ ...old, replies })) : stretch;
      return change(counted, gone.id, (old) => ({
        ...old, ...gone, deleted: true, body: "", html: "", mentioned: [], mentions_all: false, reactions: [],
        attachments: [], pinned_at: null, pinned_by: null,
      }));
    }
    case "chat.message.reacted":
      return change(stretch, event.data.id, (old) => ({ ...old, reactions: event.data.reactions }));
    case "chat.message.pinned":
      return change(stretch, event.data.id, (old) => ({ ...old, ...event.data }));
    case "chat.message.carried":
      return event.data.ids.reduce(
        (now, id) => change(now, id, (old) => ({ ...old, topic_id: event.data.topic_id })),
        stretch,
      );
  }
}

function reducer(belongs: (message: Message) => boolean) {
  return (stretch: Stretch, event: ChatEvent): Stretch => {
    if (event.seq <= stretch.head) return stretch;
    return { ...step(stretch, event, belongs), head: event.seq };
  };
}

/** A channel's stretch after an event; an event that it contains already changes nothing. */
export const heard = reducer(() => true);

/** The same for a thread, which takes only its own replies. */
export const heardInThread = (root: string) => reducer((message) => message.thread_root === root);

/** A page as the server told it, with what has happened since. */
export function stretchOf(channel: string, page: MessagePage): Stretch {
  const { items, head, next, previous } = page;
  return replayed(channel, { items, head, next, previous }, heard);
}

/** With an older page put before it. */
export function withOlder(stretch: Stretch, page: MessagePage): Stretch {
  const known = new Set(stretch.items.map((message) => message.id));
  const items = [...page.items.filter((message) => !known.has(message.id)), ...stretch.items];
  return { ...stretch, items, previous: page.previous };
}

/** With a newer page put after it. What the stream said while the page was on its way is said again. */
export function withNewer(channel: string, stretch: Stretch, page: MessagePage): Stretch {
  const fresh = new Map(page.items.map((message) => [message.id, message]));
  const items = [...stretch.items.filter((message) => !fresh.has(message.id)), ...page.items];
  return replayed(channel, { ...stretch, items, next: page.next, head: Math.min(stretch.head, page.head) }, heard);
}
