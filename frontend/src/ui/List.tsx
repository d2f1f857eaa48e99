import type { ReactNode } from "react";
import { formatNumber, useShellText } from "@/i18n";
import css from "./List.module.css";

export interface TwoLinesProps {
  /** Before both lines: a face, a flag. */
  start?: ReactNode;
  /** What it is called, usually a link. */
  children: ReactNode;
  /** What tells it from its like, smaller and quieter. */
  second?: ReactNode;
}

/** A name and what is said of it below: in lists and in the first cell of a table's row. */
export function TwoLines({ start, children, second }: TwoLinesProps) {
  const lines = (
    <span className={css.lines}>
      {children}
      {second && <span className={css.second}>{second}</span>}
    </span>
  );
  if (!start) return lines;
  return (
    <span className={css.named}>
      {start}
      {lines}
    </span>
  );
}

/** Lines under each other that reach the frame: inside a flush Card or Section. */
export function List({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** How many the server lists where a list does not come in parts. */
const most = 1000;

/** Says, at the end of a List that does not come in parts, that there may be more than these. */
export function ListEnd({ shown }: { shown: number }) {
  const t = useShellText();
  return shown >= most && <Item>{t("ui.first", { count: formatNumber(most) })}</Item>;
}

export interface LineProps {
  children: ReactNode;
  /** States and buttons at the end of the line; below it where there is no room. */
  end?: ReactNode;
}

function Inside({ children, end }: LineProps) {
  return (
    <>
      <div className={css.main}>{children}</div>
      {end && <div className={css.end}>{end}</div>}
    </>
  );
}

/** One of a List. */
export function Item(props: LineProps) {
  return (
    <li className={css.line}>
      <Inside {...props} />
    </li>
  );
}

/** A line that stands alone, or before a List. */
export function Line(props: LineProps) {
  return (
    <div className={css.line}>
      <Inside {...props} />
    </div>
  );
}
