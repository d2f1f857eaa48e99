import { Link, useLocation } from "@tanstack/react-router";
import { useRef, type ReactNode } from "react";
import { cx } from "./cx";
import { useCurrentInView } from "./tabRow";
import css from "./Tabs.module.css";

export interface LinkTab {
  to: string;
  label: ReactNode;
  /** Only the address itself, not those below it: for the first of a row, whose address the others begin with. */
  exact?: boolean;
  /** A number beside the label. */
  count?: ReactNode;
}

/** Tabs that are pages of their own: each has an address, and the browser's Back goes through them. */
export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  const row = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  // A tab may come late, such as one for those who turn out to be stewards.
  useCurrentInView(row, `${path} ${tabs.length}`);
  return (
    <nav ref={row} aria-label={label} className={cx(css.list, css.pages)}>
      {tabs.map(({ to, label: words, exact = false, count }) => (
        <Link
          key={to}
          to={to}
          className={css.tab}
          activeOptions={{ exact, includeSearch: false }}
          activeProps={{ "aria-current": "page" }}
        >
          {words}
          {count}
        </Link>
      ))}
    </nav>
  );
}
