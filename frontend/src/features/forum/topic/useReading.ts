import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/api/client";
import { markRead } from "../feed/news";

/**
 * Tells the server how far a topic has been read: the newest post whose end has been in view for a moment.
 *
 * Returns a ref for each post's element, and the number of the post at the top of the window.
 */
export function useReading(topicId: string, lastRead: number): { watch: (element: HTMLElement | null) => void; at: number } {
  const client = useQueryClient();
  const [at, setAt] = useState(0);
  const told = useRef(lastRead);
  const seen = useRef(lastRead);
  const observer = useRef<IntersectionObserver | null>(null);
  const waiting = useRef(new Set<HTMLElement>());

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
    const inView = new Map<number, number>();
    const follower = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const number = Number((target as HTMLElement).dataset.end);
          if (isIntersecting) inView.set(number, Date.now());
          else inView.delete(number);
        }
      },
      { rootMargin: "-56px 0px 0px 0px" },
    );
    observer.current = follower;
    waiting.current.forEach((element) => follower.observe(element));
    const timer = setInterval(() => {
      if (document.hidden) return;
      for (const [number, since] of inView) if (Date.now() - since > 400) seen.current = Math.max(seen.current, number);
      if (inView.size > 0) setAt(Math.max(...inView.keys()));
      tell();
    }, 800);
    const leave = () => tell(true);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      follower.disconnect();
      observer.current = null;
      tell(true);
    };
  }, [tell]);

  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const elements = waiting.current;
    elements.add(element);
    observer.current?.observe(element);
    return () => {
      elements.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);
  return { watch, at };
}
