import { createContext, useContext } from "react";
import type { Channel, Message } from "../types";

/** What the parts of a conversation ask of it. */
export interface Talk {
  channel: Channel;
  me: string;
  /** The names of those who read along, as far as one may know them. */
  names: ReadonlyMap<string, string>;
  /** The message being edited in its place. */
  editing: string | null;
  edit: (message: Message | null) => void;
  reply: (message: Message) => void;
  thread: (root: string) => void;
  /** Goes to a message, loading around it where it is not loaded. */
  jump: (id: string, seq?: number) => void;
  /** The messages chosen to become a topic; null while none are being chosen. */
  chosen: ReadonlySet<string> | null;
  choose: (id: string) => void;
  /** Opens all that can be done with a message: by keyboard and long press. */
  ask: (message: Message) => void;
  readAgain: (message: Message) => void;
  history: (message: Message) => void;
  find: (id: string) => Message | undefined;
}

export const TalkContext = createContext<Talk | null>(null);

export function useTalk(): Talk {
  const talk = useContext(TalkContext);
  if (!talk) throw new Error("useTalk outside a conversation");
  return talk;
}
