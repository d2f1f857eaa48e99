import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { Button } from "@/ui/Button";
import { LoadMore } from "@/ui/LoadMore";
import { ErrorState } from "@/ui/States";
import { useText } from "../text";
import { useScrolledPast } from "../useScrolledPast";
import { steady, type Feed } from "./merge";
import css from "./TopicList.module.css";
import { TopicRow } from "./TopicRow";
import { TopicRowsSkeleton } from "./TopicRowsSkeleton";

export interface TopicListProps {
  query: UseInfiniteQueryResult<Feed>;
  label: string;
  empty: ReactNode;
  withoutGroup?: boolean;
  /** Where this list stands: its tags narrow it. */
  place?: string;
  /** How many topics stand above it; the list begins lower with each. */
  above?: number;
}

/** An endless list of topics of which only what is in view is on the page. It never moves under the reader. */
export function TopicList({ query, label, empty, withoutGroup, place, above }: TopicListProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  // At the beginning of the list new topics may come in without moving what is read.
  const atTop = !useScrolledPast(box);
  const cards = useMemo(() => new Map(query.data?.pages.flatMap((page) => page.items.map((card) => [card.id, card] as const))), [query.data]);
  const wanted = useMemo(() => [...cards.keys()], [cards]);
  const [shown, setShown] = useState(wanted);
  const { order, waiting } = atTop ? { order: wanted, waiting: 0 } : steady(shown, wanted);
  if (order.length !== shown.length || order.some((id, index) => id !== shown[index])) setShown(order);

  useLayoutEffect(() => {
    setOffset((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [query.isPending, above]);
  const rows = useWindowVirtualizer({
    count: order.length,
    estimateSize: () => 97,
    // Whole pixels, never less than a row is: the next one would cover its lower edge.
    measureElement: (element) => Math.ceil(element.getBoundingClientRect().height),
    getItemKey: (index) => order[index] ?? index,
    overscan: 8,
    scrollMargin: offset,
  });

  if (query.isPending) return <TopicRowsSkeleton />;
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (order.length === 0) return <>{empty}</>;
  return (
    <div ref={box}>
      {waiting > 0 && (
        <div className={css.news} role="status">
          <Button
            size="small"
            variant="primary"
            icon={ArrowUp}
            onClick={() => {
              setShown(wanted);
              window.scrollTo({ top: 0 });
            }}
          >
            {t("feed.waiting", { count: waiting })}
          </Button>
        </div>
      )}
      <div className={css.frame}>
        <div role="list" aria-label={label} className={css.rows} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const card = cards.get(order[row.index] ?? "");
            return (
              card && (
                <div
                  key={row.key}
                  ref={rows.measureElement}
                  data-index={row.index}
                  role="listitem"
                  aria-setsize={query.hasNextPage ? -1 : order.length}
                  aria-posinset={row.index + 1}
                  className={css.row}
                  style={{ transform: `translateY(${row.start - offset}px)` }}
                >
                  <TopicRow topic={card} withoutGroup={withoutGroup} place={place} />
                </div>
              )
            );
          })}
        </div>
      </div>
      <LoadMore query={query} auto />
    </div>
  );
}
