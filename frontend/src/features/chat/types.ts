import type { Schemas } from "@/api/types";

export type Channel = Schemas["ChannelRead"];
export type Message = Schemas["MessageRead"];
export type MessagePage = Schemas["MessagePage"];
export type Readers = Schemas["Readers"];
export type StoredFile = Schemas["FileRead"];
export type Reaction = Message["reactions"][number];
export type PersonRef = Message["author"];

/** A stretch of a channel that is loaded, and what the stream has added to it up to the number `head`. */
export interface Stretch {
  items: Message[];
  head: number;
  /** Send as `after` for newer messages; null when the stretch reaches the live end. */
  next: number | null;
  /** Send as `before` for older messages; null at the very beginning. */
  previous: number | null;
}

/** Where a file is that will go with a message, as drafts and the outbox keep it. */
export interface Attached {
  id: string;
  name: string;
  size: number;
  media_type: string;
  inline: boolean;
}
