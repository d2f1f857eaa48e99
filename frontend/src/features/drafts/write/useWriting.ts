import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, body } from "@/api/client";
import { drafts, useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { etagOf, keepSection, keys } from "../queries";
import type { Draft, Section } from "../types";
import { remaining, theirsIn, type Kept, type Standing, type Theirs } from "./saving";

const pause = 1200;
const again = 8000;

/** What the server refuses for a reason is not sent again until something changes; what may pass by itself is. */
function passes(problem: unknown): boolean {
  return isProblem(problem) && [0, 429, 502, 503, 504].includes(problem.status);
}

/** A section being written: saved a moment after the last key, and kept on this device until the server has it. */
export function useWriting(draft: Draft, section: Section, writable: boolean) {
  const client = useQueryClient();
  const place = `draft:${draft.id}:section:${section.id}`;
  const [kept, keep, local] = useDraft<Kept | null>(place, null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [refused, setRefused] = useState<Kept | null>(null);
  const latest = useRef({ kept, busy, writable, conflict: theirs !== null });
  useEffect(() => {
    latest.current = { kept, busy, writable, conflict: theirs !== null };
  });
  const { clear } = local;

  const send = useCallback(
    ({ title, body: text, base }: Kept) =>
      body(
        api.PATCH("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}", {
          params: { path: { draft_id: draft.id, section_id: section.id } },
          body: { title: title.trim(), body: text },
          headers: { "If-Match": etagOf({ version: base }) },
        }),
      ),
    [draft.id, section.id],
  );

  /** Saves what is there, upon `over` where given. Gives the section as it is then, or null when it is not saved. */
  const save = useCallback(
    async (over?: number): Promise<Section | null> => {
      const { kept: now, busy: running, writable: may, conflict } = latest.current;
      if (!now || running || !may || now.title.trim() === "" || (conflict && over === undefined)) return null;
      latest.current.busy = true;
      setBusy(true);
      try {
        const saved = await send({ ...now, base: over ?? now.base });
        const left = remaining(now, latest.current.kept, saved.version);
        latest.current = { ...latest.current, kept: left, conflict: false };
        keepSection(client, draft.id, saved);
        if (left) keep(left);
        else clear();
        setTheirs(null);
        setError(null);
        return saved;
      } catch (problem) {
        setError(problem);
        setRefused(passes(problem) ? null : now);
        if (isProblem(problem, 412)) setTheirs(theirsIn(problem.extra));
        if (isProblem(problem, "text-frozen") || isProblem(problem, "draft-archived")) void client.invalidateQueries({ queryKey: keys.draft(draft.id) });
        return null;
      } finally {
        latest.current.busy = false;
        setBusy(false);
      }
    },
    [clear, client, draft.id, keep, send],
  );

  const write = useCallback(
    (patch: Partial<Pick<Kept, "title" | "body">>) => {
      const now = latest.current.kept ?? { title: section.title, body: section.body, base: section.version };
      const next = { ...now, ...patch };
      // Typed and taken back: there is nothing to save.
      if (next.base === section.version && next.title === section.title && next.body === section.body && !latest.current.busy) {
        latest.current.kept = null;
        return clear();
      }
      latest.current.kept = next;
      keep(next);
    },
    [clear, keep, section],
  );

  const failed = error !== null && theirs === null;
  useEffect(() => {
    if (!kept || busy || theirs || !writable || kept === refused) return;
    const timer = setTimeout(() => void save(), failed ? again : pause);
    return () => clearTimeout(timer);
  }, [kept, busy, theirs, failed, refused, writable, save]);

  useEffect(() => {
    const online = () => void save();
    window.addEventListener("online", online);
    return () => window.removeEventListener("online", online);
  }, [save]);

  // Who goes to another section need not wait: what is saved after that is no longer kept here.
  useEffect(
    () => () => {
      const { kept: now, busy: running, writable: may, conflict } = latest.current;
      if (!now || running || !may || conflict || now.title.trim() === "") return;
      send(now).then(
        (saved) => {
          const there = drafts.read<Kept>(place)?.content;
          if (there && !remaining(now, there, saved.version)) drafts.remove(place);
          keepSection(client, draft.id, saved);
        },
        () => undefined,
      );
    },
    [client, draft.id, place, send],
  );

  const takeTheirs = useCallback(() => {
    const mine = latest.current.kept;
    latest.current = { ...latest.current, kept: null, conflict: false };
    clear();
    setTheirs(null);
    setError(null);
    void client.invalidateQueries({ queryKey: keys.section(draft.id, section.id) });
    return mine;
  }, [clear, client, draft.id, section.id]);

  const standing: Standing = theirs ? "conflict" : busy ? "saving" : failed ? "failed" : kept ? "waiting" : "saved";
  return {
    title: kept?.title ?? section.title, body: kept?.body ?? section.body, write, save, standing, error, theirs, takeTheirs,
    keptHere: local.kept,
    /** Where something put into the text has to begin from. */
    now: () => latest.current.kept?.body ?? section.body,
  };
}

export type Writing = ReturnType<typeof useWriting>;
