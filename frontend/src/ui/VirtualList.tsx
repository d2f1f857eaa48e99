import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useImperativeHandle, useRef, type ReactNode, type Ref } from "react";
import { cx } from "./cx";
import css from "./VirtualList.module.css";

export interface VirtualListHandle {
  scrollTo: (index: number) => void;
  scrollToEnd: () => void;
}

export interface VirtualListProps<Item> {
  items: Item[];
  itemKey: (item: Item) => string;
  render: (item: Item, index: number) => ReactNode;
  /** A guess of one row's height in pixels; each is measured when shown. */
  estimate?: number;
  /** Names the list for screen readers. */
  label: string;
  /** `log` for chats: new rows are announced. */
  role?: "list" | "log";
  /** Keeps the newest row in view while the reader is at the end, and the reader's place otherwise. */
  stickToEnd?: boolean;
  onReachStart?: () => void;
  onReachEnd?: () => void;
  before?: ReactNode;
  className?: string;
  ref?: Ref<VirtualListHandle>;
}

/** A long list of which only what is in view is on the page. Its container needs a height. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, itemKey, render, estimate = 56, label, role = "list", stickToEnd, before, className, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => itemKey(items[index] as Item),
    overscan: 8,
  });
  useImperativeHandle(ref, () => ({
    scrollTo: (index) => rows.scrollToIndex(index, { align: "center" }),
    scrollToEnd: () => rows.scrollToIndex(items.length - 1, { align: "end" }),
  }));

  const first = items[0] && itemKey(items[0]);
  const lastKey = items.at(-1) && itemKey(items.at(-1) as Item);
  const anchor = useRef({ first, count: items.length });
  useEffect(() => {
    const added = items.length - anchor.current.count;
    const prepended = anchor.current.first !== undefined && anchor.current.first !== first && added > 0;
    anchor.current = { first, count: items.length };
    // Older rows put before the first one must not push away what is being read.
    if (prepended) rows.scrollToIndex(added, { align: "start" });
    else if (stickToEnd && atEnd.current && items.length > 0) rows.scrollToIndex(items.length - 1, { align: "end" });
  }, [first, lastKey, items.length, stickToEnd, rows]);

  return (
    <div
      ref={scroller}
      className={cx(css.scroller, className)}
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < 80;
        if (atEnd.current) props.onReachEnd?.();
        if (scrollTop < 400) props.onReachStart?.();
      }}
    >
      {before}
      <div role={role} aria-label={label} className={css.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            role={role === "list" ? "listitem" : undefined}
            aria-setsize={role === "list" ? items.length : undefined}
            aria-posinset={role === "list" ? row.index + 1 : undefined}
            className={css.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {render(items[row.index] as Item, row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
