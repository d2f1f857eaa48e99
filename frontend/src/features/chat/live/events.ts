import type { StreamEvent } from "@/api/stream";
import type { Message, Reaction } from "../types";

/** What happens in a channel, as its stream tells it. */
export type ChatEvent = { seq: number } & (
  | { type: "chat.message.sent"; data: Message & { thread_replies?: number | null } }
  | { type: "chat.message.edited"; data: Pick<Message, "id" | "body" | "html" | "mentioned" | "mentions_all" | "edited_at" | "version"> }
  | {
      type: "chat.message.deleted";
      data: Pick<Message, "id" | "deleted_at" | "deleted_by" | "version" | "thread_root"> & { thread_replies: number | null };
    }
  | { type: "chat.message.reacted"; data: { id: string; reactions: Reaction[] } }
  | { type: "chat.message.pinned"; data: Pick<Message, "id" | "pinned_at" | "pinned_by"> }
  | { type: "chat.message.carried"; data: { ids: string[]; topic_id: string } }
);

export function isChatEvent(event: StreamEvent): event is StreamEvent & ChatEvent {
  return event.type.startsWith("chat.message.");
}
