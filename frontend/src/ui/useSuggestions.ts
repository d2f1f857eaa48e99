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

/** What is known of a query before the whole answer is there, shown only when that takes long. */
export type Meanwhile<Item> = (items: Item[]) => void;
export type SuggestionSource<Item> = (query: string, signal: AbortSignal, meanwhile?: Meanwhile<Item>) => Promise<Item[]>;

export interface Suggestions<Item> {
  items: Item[];
  /** The answer to what one has typed is on its way; the items are still those of before. */
  busy: boolean;
  failed: boolean;
  active: number;
  setActive: (index: number) => void;
  /** Moves the highlight, around the ends. */
  move: (by: number) => void;
  /** Does something with the highlighted item, or with the first of the answer that is on its way. */
  choose: (act: (item: Item) => void) => void;
}

/** After the last key, before a source is asked. */
const PAUSE = 120;
/** How long the old list stays for the sake of not blinking, where a part of the new one is known. */
const PATIENCE = 250;

interface State<Item> {
  items: Item[];
  /** What the items answer to. */
  of: string | null;
  /** Whether they are the whole answer. */
  whole: boolean;
  failed: boolean;
}

/**
 * Asks a source while somebody types: after a short pause, cancelling what has become stale, keeping the old list
 * until the new one is there so that nothing blinks. A `null` query asks nothing; another `revision` asks again.
 * `without` leaves out what need not be suggested any more.
 */
export function useSuggestions<Item extends { id: string }>(
  query: string | null,
  source: SuggestionSource<Item>,
  revision?: unknown,
  without?: (item: Item) => boolean,
): Suggestions<Item> {
  const [state, setState] = useState<State<Item>>({ items: [], of: null, whole: true, failed: false });
  const [active, setActive] = useState(0);
  const current = useRef({ source, without });
  const shown = useRef<Item | undefined>(undefined);
  const waiting = useRef<((item: Item) => void) | null>(null);
  const offered = without ? state.items.filter((item) => !without(item)) : state.items;
  const index = Math.min(active, Math.max(0, offered.length - 1));
  useEffect(() => {
    current.current = { source, without };
    shown.current = state.of === query ? offered[index] : undefined;
  });
  useEffect(() => {
    waiting.current = null;
    if (query === null) return;
    const control = new AbortController();
    const { signal } = control;
    const show = (items: Item[], whole: boolean, failed = false) => {
      if (signal.aborted) return;
      const open = items.filter((item) => !current.current.without?.(item));
      const same = open.findIndex((item) => item.id === shown.current?.id);
      setState({ items, of: query, whole, failed });
      setActive(Math.max(0, same));
      if (!whole) return;
      const act = waiting.current;
      waiting.current = null;
      if (act && open[0]) act(open[0]);
    };
    const timer = setTimeout(async () => {
      let patience: ReturnType<typeof setTimeout> | undefined;
      const meanwhile = (items: Item[]) => {
        patience = setTimeout(show, PATIENCE, items, false);
      };
      try {
        const items = await current.current.source(query, signal, meanwhile);
        clearTimeout(patience);
        show(items, true);
      } catch {
        clearTimeout(patience);
        show([], true, true);
      }
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [query, revision]);
  const fresh = state.of === query;
  const move = (by: number) => setActive(offered.length ? (index + by + offered.length) % offered.length : 0);
  const choose = (act: (item: Item) => void) => {
    const item = offered[index];
    if (!fresh) waiting.current = act;
    else if (item) act(item);
  };
  return { items: offered, failed: state.failed, busy: query !== null && !(fresh && state.whole), active: index, setActive, move, choose };
}
