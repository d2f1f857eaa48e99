import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Tlp } from "@/ui/TlpLabel";
import { TlpLabel } from "@/ui/TlpLabel";
import css from "./Today.module.css";

export interface EntryProps {
  to: string;
  search?: Record<string, unknown>;
  hash?: string;
  label?: Tlp;
  title: ReactNode;
  excerpt?: string;
  meta?: ReactNode;
  /** A badge or count at the end of the line. */
  end?: ReactNode;
}

/** One thing to open with one press: the whole line is the link, its label comes before its text. */
export function Entry({ to, search, hash, label, title, excerpt, meta, end }: EntryProps) {
  return (
    <li className={css.entry}>
      <div className={css.words}>
        {label && <TlpLabel label={label} size="small" />}
        <Link to={to} search={search} hash={hash} className={css.link}>
          {title}
        </Link>
        {excerpt && <p className={css.excerpt}>{excerpt}</p>}
        {meta && <div className={css.meta}>{meta}</div>}
      </div>
      {end && <div className={css.end}>{end}</div>}
    </li>
  );
}

/** Entries in one frame. */
export function Entries({ children }: { children: ReactNode }) {
  return <ul className={css.entries}>{children}</ul>;
}

/** A quiet sentence where a list would be. */
export function Quiet({ children }: { children: ReactNode }) {
  return <p className={css.quiet}>{children}</p>;
}
