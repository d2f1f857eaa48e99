import { useEffect, useRef, useState } from "react";

export interface Suggestion {
  id: string;
  label: string;
  /** `person`, `organisation`, `topic` …: what a mention of it is called. */
  kind?: string;
  detail?: string;
  /** ISO country code, shown beside the name. */
  country?: string;
}

export type SuggestionSource<Item> = (query: string, signal: AbortSignal) => Promise<Item[]>;

export interface Suggestions<Item> {
  items: Item[];
  busy: boolean;
  failed: boolean;
  active: number;
  setActive: (index: number) => void;
  /** Moves the highlight, around the ends. */
  move: (by: number) => void;
}

/**
 * Asks a source while somebody types: after a short pause, cancelling what has become stale, keeping the old list
 * until the new one is there so that nothing blinks. A `null` query asks nothing.
 */
export function useSuggestions<Item>(query: string | null, source: SuggestionSource<Item>): Suggestions<Item> {
  const [state, setState] = useState<{ items: Item[]; busy: boolean; failed: boolean }>({
    items: [],
    busy: false,
    failed: false,
  });
  const [active, setActive] = useState(0);
  const current = useRef(source);
  useEffect(() => {
    current.current = source;
  });
  useEffect(() => {
    if (query === null) return;
    const control = new AbortController();
    const timer = setTimeout(async () => {
      setState((now) => ({ ...now, busy: true }));
      try {
        const items = await current.current(query, control.signal);
        if (control.signal.aborted) return;
        setState({ items, busy: false, failed: false });
        setActive(0);
      } catch {
        if (!control.signal.aborted) setState({ items: [], busy: false, failed: true });
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [query]);
  const move = (by: number) => setActive((at) => (state.items.length ? (at + by + state.items.length) % state.items.length : 0));
  return { ...state, active: Math.min(active, Math.max(0, state.items.length - 1)), setActive, move };
}
