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
  const turn = useRef(0);
  const key = keys.messages(channel);
  const load = useCallback(
    async (point: Point, put: (found: MessagePage) => void) => {
      const own = ++turn.current;
      const last = () => turn.current === own;
      busy.current = true;
      setLoading(true);
      try {
        const found = await page(channel, point);
        if (last()) put(found);
      } catch (error) {
        if (last()) toast.failed(error);
      } finally {
        if (last()) setLoading(false);
        // A short rest, so that a failing link is not asked on each scrolled pixel.
        if (last()) setTimeout(() => last() && (busy.current = false), 150);
      }
    },
    [channel],
  );
  const more = (point: Point, put: (found: MessagePage) => void) => {
    if (!busy.current) void load(point, put);
  };
  const change = (to: (now: Stretch) => Stretch) => client.setQueryData(key, (now: Stretch | undefined) => now && to(now));
  const previous = stretch?.previous ?? null;
  const next = stretch?.next ?? null;
  return {
    loading,
    older: previous === null ? null : () => more({ before: previous }, (found) => change((now) => withOlder(now, found))),
    newer: next === null ? null : () => more({ after: next }, (found) => change((now) => withNewer(channel, now, found))),
    /** Leaves what is loaded for what is at a point, and what is still on its way. */
    go: (point: Point) => load(point, (found) => client.setQueryData(key, stretchOf(channel, found))),
  };
}
