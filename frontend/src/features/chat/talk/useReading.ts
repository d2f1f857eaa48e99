import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Channel } from "../types";
import { markRead } from "./actions";

/** Tells the server how far was read, a moment after it came into view. Stops after "mark as unread" until one leaves. */
export function useReading(channel: Channel) {
  const client = useQueryClient();
  // What was new when the conversation was opened stays marked while one reads it.
  const [newAfter, setNewAfter] = useState<number | null>(() => (channel.unread > 0 ? channel.read_seq : null));
  const reached = useRef(channel.read_seq);
  const stopped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = channel.id;
  useEffect(() => {
    return () => clearTimeout(timer.current);
  }, []);
  const seen = useCallback(
    (seq: number) => {
      if (stopped.current || seq <= reached.current) return;
      reached.current = seq;
      clearTimeout(timer.current);
      // Where this does not get through, the next message or the next visit tells it again.
      timer.current = setTimeout(() => void markRead(client, id, seq).catch(() => (reached.current = 0)), 400);
    },
    [client, id],
  );
  const readAgain = useCallback(
    async (seq: number) => {
      stopped.current = true;
      clearTimeout(timer.current);
      await markRead(client, id, seq);
      setNewAfter(seq);
    },
    [client, id],
  );
  return { newAfter, seen, readAgain };
}
