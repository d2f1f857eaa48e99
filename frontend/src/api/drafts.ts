import { useCallback, useEffect, useRef, useState } from "react";

/**
 * What is being typed, kept on this device until it is sent: keyed by person and place ("topic:<id>:reply"), so
 * that a crash, a lost link or an ended session loses nothing. Signing out removes the person's drafts.
 */
const prefix = "atalaya.draft.";
const oldest = 30 * 24 * 3600_000;

export interface Draft<Content> {
  content: Content;
  savedAt: number;
}

let owner = "";
let closed = false;

function key(place: string): string {
  return `${prefix}${owner}.${place}`;
}

function ownKeys(): string[] {
  const mine = `${prefix}${owner}.`;
  return Object.keys(localStorage).filter((name) => name.startsWith(mine));
}

export const drafts = {
  /** Whose drafts these are; set by the shell when it knows who is signed in. Forgets what is a month old. */
  open(personId: string): void {
    owner = personId;
    closed = false;
    for (const name of ownKeys()) {
      const draft = parse(localStorage.getItem(name));
      if (!draft || Date.now() - draft.savedAt > oldest) localStorage.removeItem(name);
    }
  },
  read<Content>(place: string): Draft<Content> | null {
    try {
      return parse(localStorage.getItem(key(place))) as Draft<Content> | null;
    } catch {
      return null;
    }
  },
  /** Keeps the content; false when the browser refuses (private mode, full), so that the screen can say so. */
  write(place: string, content: unknown): boolean {
    if (closed) return false;
    try {
      localStorage.setItem(key(place), JSON.stringify({ content, savedAt: Date.now() }));
      return true;
    } catch {
      return false;
    }
  },
  remove(place: string): void {
    localStorage.removeItem(key(place));
  },
  /** How many drafts the person has here: asked before signing out. */
  count(): number {
    return ownKeys().length;
  },
  /** Nothing is kept any more until they are opened again: what is still on its way cannot bring one back. */
  removeAll(): void {
    closed = true;
    ownKeys().forEach((name) => localStorage.removeItem(name));
  },
};

function parse(text: string | null): Draft<unknown> | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as unknown;
    const valid = typeof value === "object" && value !== null && "content" in value && "savedAt" in value;
    return valid && typeof value.savedAt === "number" ? { content: value.content, savedAt: value.savedAt } : null;
  } catch {
    return null;
  }
}

function isEmpty(content: unknown): boolean {
  if (content === "" || content === null || content === undefined) return true;
  if (typeof content !== "object") return false;
  return Object.values(content).every(isEmpty);
}

/**
 * State that survives: `const [text, setText, draft] = useDraft("topic:1:reply", "")`.
 *
 * Call `draft.clear()` once the server has it. `draft.restored` says that the first value came from an earlier
 * visit. Objects work too (`{title, text}`); an all-empty value removes the draft.
 */
export function useDraft<Content>(place: string, initial: Content) {
  const [state, setState] = useState(() => {
    const kept = drafts.read<Content>(place);
    return { place, content: kept?.content ?? initial, restored: kept !== null, kept: true };
  });
  const first = useRef(initial);
  if (state.place !== place) {
    const kept = drafts.read<Content>(place);
    setState({ place, content: kept?.content ?? initial, restored: kept !== null, kept: true });
  }
  const pending = useRef<{ place: string; content: Content } | null>(null);

  const flush = useCallback(() => {
    const waiting = pending.current;
    pending.current = null;
    if (!waiting) return;
    if (isEmpty(waiting.content)) drafts.remove(waiting.place);
    else if (!drafts.write(waiting.place, waiting.content)) setState((s) => ({ ...s, kept: false }));
  }, []);

  useEffect(() => {
    const timer = setInterval(flush, 400);
    window.addEventListener("pagehide", flush);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush, place]);

  const set = useCallback(
    (content: Content) => {
      pending.current = { place, content };
      setState((s) => ({ ...s, content }));
    },
    [place],
  );
  const clear = useCallback(() => {
    pending.current = null;
    drafts.remove(place);
    setState((s) => ({ ...s, content: first.current, restored: false }));
  }, [place]);

  return [state.content, set, { clear, restored: state.restored, kept: state.kept }] as const;
}

/**
 * A form that begins with what the server has (`read`) and keeps only what was changed in it, so that another's
 * newer values show in the fields that were left alone: `const [form, set, draft] = useFormDraft(place, read)`.
 */
export function useFormDraft<Form extends object>(place: string, read: Form) {
  const [mine, keep, draft] = useDraft<Partial<Form>>(place, {});
  const form = { ...read, ...mine };
  const set = useCallback(
    (change: Partial<Form>) => {
      const now = Object.entries({ ...mine, ...change }) as [keyof Form, unknown][];
      keep(Object.fromEntries(now.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(read[name]))) as Partial<Form>);
    },
    [keep, mine, read],
  );
  return [form, set, draft] as const;
}
