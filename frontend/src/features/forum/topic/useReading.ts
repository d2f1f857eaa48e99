import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/api/client";
import { markRead } from "../feed/news";

/**
 * Tells the server how far a topic has been read: the newest post whose end has been in view for a moment.
 *
 * Returns a ref for an element at the end of each post, and the number of the post being read.
 */
export function useReading(topicId: string, lastRead: number): { watch: (element: HTMLElement | null) => void; at: number } {
  const client = useQueryClient();
  const [at, setAt] = useState(0);
  const told = useRef(lastRead);
  const seen = useRef(lastRead);
  const ends = useRef(new Set<HTMLElement>());

  const tell = useCallback(
    (leaving = false) => {
      const number = seen.current;
      if (number <= told.current) return;
      told.current = number;
      markRead(client, topicId, number);
      const sent = api.PUT("/api/v1/topics/{topic_id}/read", {
        params: { path: { topic_id: topicId } },
        body: { number, exactly: false },
        keepalive: leaving,
      });
      // Not worth a word to the reader: the next post that is read says it again.
      sent.catch(() => (told.current = Math.min(told.current, number - 1)));
    },
    [client, topicId],
  );

  useEffect(() => {
    let before = 0;
    const timer = setInterval(() => {
      if (document.hidden) return;
      const now = newestInView(ends.current);
      if (now > 0) setAt(now);
      // In view at two looks in a row: what was only scrolled past does not count as read.
      seen.current = Math.max(seen.current, Math.min(before, now));
      before = now;
      tell();
    }, 500);
    const leave = () => tell(true);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      tell(true);
    };
  }, [tell]);

  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const elements = ends.current;
    elements.add(element);
    return () => void elements.delete(element);
  }, []);
  return { watch, at };
}

/** The number of the lowest post whose end is between the bars at the top and the bottom of the window. */
function newestInView(ends: ReadonlySet<HTMLElement>): number {
  let newest = 0;
  for (const end of ends) {
    const { top } = end.getBoundingClientRect();
    if (top > 56 && top < window.innerHeight) newest = Math.max(newest, Number(end.dataset.end));
  }
  return newest;
}
