import { useCallback, useRef, useState } from "react";
import { idempotencyKey } from "./client";

/**
 * Sends a form once: the key stays the same while the same content is sent again, so that a repeated try after a
 * lost answer never makes a second one, and changes when the content does.
 */
export function useSending<Content, Answer>(send: (content: Content, headers: Record<string, string>) => Promise<Answer>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = useRef({ content: "", key: "" });
  const run = useCallback(
    async (content: Content): Promise<Answer | undefined> => {
      const written = JSON.stringify(content);
      if (attempt.current.content !== written) attempt.current = { content: written, key: crypto.randomUUID() };
      setBusy(true);
      setError(null);
      try {
        const answer = await send(content, idempotencyKey(attempt.current.key));
        attempt.current = { content: "", key: "" };
        return answer;
      } catch (problem) {
        setError(problem);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [send],
  );
  return { busy, error, run, forget: () => setError(null) };
}
