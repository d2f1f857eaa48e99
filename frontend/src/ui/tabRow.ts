import { useEffect, type RefObject } from "react";

/** How much of the neighbour is left to see, so that a row shows that it goes on. */
const peek = 32;

/** Scrolls a row of tabs sideways, and nothing else, until a tab is inside it. */
export function reveal(row: HTMLElement, tab: HTMLElement): void {
  const frame = row.getBoundingClientRect();
  const box = tab.getBoundingClientRect();
  if (box.right + peek > frame.right) row.scrollLeft += box.right + peek - frame.right;
  // Last, so that a tab wider than the row shows its beginning.
  const left = tab.getBoundingClientRect().left;
  if (left - peek < frame.left) row.scrollLeft += left - peek - frame.left;
}

/** Keeps the current tab in view: on coming, on changing and when the row becomes narrower. */
export function useCurrentInView(ref: RefObject<HTMLElement | null>, current: string | undefined): void {
  useEffect(() => {
    const row = ref.current;
    if (!row) return;
    const show = () => {
      const tab = row.querySelector<HTMLElement>('[aria-current="page"], [data-state="active"]');
      if (tab) reveal(row, tab);
    };
    show();
    const observer = new ResizeObserver(show);
    observer.observe(row);
    return () => observer.disconnect();
  }, [ref, current]);
}
