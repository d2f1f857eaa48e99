import { useEffect, useRef } from "react";
import { useShellText } from "@/i18n";
import { Button } from "./Button";
import css from "./LoadMore.module.css";
import { ErrorState } from "./States";

/** The part of TanStack's infinite query that this needs. */
export interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError?: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

export interface LoadMoreProps {
  query: Pages;
  /** What the button says, such as "Show older messages"; else "Show more". */
  label?: string;
  /** Loads by itself when it comes near the window; the button stays for the keyboard. */
  auto?: boolean;
}

/** The end (or, for chats, the beginning) of a list that goes on at the server. */
export function LoadMore({ query, label, auto }: LoadMoreProps) {
  const t = useShellText();
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  });
  useEffect(() => {
    if (!auto || !ref.current) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        const now = latest.current;
        const free = now.hasNextPage && !now.isFetchingNextPage && !now.isFetchNextPageError;
        if (entry?.isIntersecting && free) now.fetchNextPage();
      },
      { rootMargin: "600px" },
    );
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [auto, query.hasNextPage, query.isFetchingNextPage]);
  if (query.isFetchNextPageError) return <ErrorState compact error={query.error} onRetry={() => query.fetchNextPage()} />;
  if (!query.hasNextPage) return null;
  return (
    <div ref={ref} className={css.more}>
      <Button size="small" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {label ?? t("ui.more")}
      </Button>
    </div>
  );
}
