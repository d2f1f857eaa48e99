import { useEffect } from "react";
import { api } from "@/api/client";

const every = 10 * 60_000;

/** An open, visible tab counts as activity: reading a long advisory does not end the session after an hour. */
export function useHeartbeat(): void {
  useEffect(() => {
    let last = Date.now();
    const beat = () => {
      if (document.hidden || Date.now() - last < every) return;
      last = Date.now();
      // A failure is told by the next request that matters.
      api.POST("/api/v1/me/heartbeat").catch(() => {});
    };
    const timer = setInterval(beat, 60_000);
    document.addEventListener("visibilitychange", beat);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", beat);
    };
  }, []);
}
