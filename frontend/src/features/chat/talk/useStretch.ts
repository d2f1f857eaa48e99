import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { toast } from "@/ui/Toast";
import { keys, page, type Point } from "../api";
import { stretchOf, withNewer, withOlder } from "../live/stretch";
import type { MessagePage, Stretch } from "../types";

/** Makes the loaded stretch of a channel longer at either end, or loads another one. */
export function useStretch(channel: string, stretch: Stretch | undefined) {
  const client = useQueryClient();
  const [loading, setLoading] = useState(false);
  const busy = useRef(false);
  const key = keys.messages(channel);
  const load = useCallback(
    async (point: Point, put: (found: MessagePage) => void) => {
      if (busy.current) return;
      busy.current = true;
      setLoading(true);
      try {
        put(await page(channel, point));
      } catch (error) {
        toast.failed(error);
      } finally {
        setLoading(false);
        // A short rest, so that a failing link is not asked on each scrolled pixel.
        setTimeout(() => (busy.current = false), 150);
      }
    },
    [channel],
  );
  const change = (to: (now: Stretch) => Stretch) => client.setQueryData(key, (now: Stretch | undefined) => now && to(now));
  const previous = stretch?.previous ?? null;
  const next = stretch?.next ?? null;
  return {
    loading,
    older: previous === null ? null : () => void load({ before: previous }, (found) => change((now) => withOlder(now, found))),
    newer: next === null ? null : () => void load({ after: next }, (found) => change((now) => withNewer(channel, now, found))),
    /** Leaves what is loaded for what is at a point. */
    go: (point: Point) => load(point, (found) => client.setQueryData(key, stretchOf(channel, found))),
  };
}
