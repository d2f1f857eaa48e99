import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "@/api/client";
import { drafts, useDraft } from "@/api/drafts";
import { draftsQuery, keys } from "../api";

export interface Kept {
  body: string;
}

const pause = 2500;

function isBlank(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : false;
}

/**
 * What is being typed, kept on this device at once and on the server a moment later, so that it can be gone on with
 * from another one. The newer of the two is shown. An empty text is forgotten.
 */
export function useKeptDraft<Content extends Kept>(place: string, initial: Content) {
  const client = useQueryClient();
  const [content, set, local] = useDraft<Content>(place, initial);
  const [fetched, setFetched] = useState(false);
  const touched = useRef(false);
  const first = useRef(initial);
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  }, [content]);
  const path = { params: { path: { place } } };

  useEffect(() => {
    let current = true;
    touched.current = false;
    const kept = drafts.read<Content>(place);
    client
      .fetchQuery({ ...draftsQuery, staleTime: 3000 })
      .then((all) => {
        const draft = all.find((one) => one.place === place);
        if (!draft || !current || touched.current) return;
        if (kept && kept.savedAt >= Date.parse(draft.client_at)) return;
        set({ ...first.current, ...(draft.fields as Partial<Content>), body: draft.body });
      })
      // No answer: what this device has is what there is.
      .catch(() => undefined)
      .finally(() => current && setFetched(true));
    return () => {
      current = false;
    };
  }, [client, place, set]);

  useEffect(() => {
    if (!touched.current) return;
    const { body: text, ...fields } = content;
    const blank = text.trim() === "" && Object.entries(fields).every(([name, value]) => isBlank(value) || value === first.current[name as keyof Content]);
    const timer = setTimeout(() => {
      const kept = blank
        ? api.DELETE("/api/v1/drafts/{place}", { params: { path: { place } } })
        : api.PUT("/api/v1/drafts/{place}", { params: { path: { place } }, body: { body: text, fields, client_at: new Date().toISOString() } });
      // The device still has it; the next key pressed tries again.
      kept.then(() => client.invalidateQueries({ queryKey: keys.drafts })).catch(() => undefined);
    }, pause);
    return () => clearTimeout(timer);
  }, [client, content, place]);

  const write = useCallback(
    (change: Partial<Content> | ((now: Content) => Partial<Content>)) => {
      touched.current = true;
      const patch = typeof change === "function" ? change(latest.current) : change;
      latest.current = { ...latest.current, ...patch };
      set(latest.current);
    },
    [set],
  );
  const clear = () => {
    touched.current = false;
    local.clear();
    api
      .DELETE("/api/v1/drafts/{place}", path)
      .then(() => client.invalidateQueries({ queryKey: keys.drafts }))
      .catch(() => undefined);
  };
  return { content, write, clear, restored: local.restored, keptHere: local.kept, fetched };
}
