import type { ReactNode } from "react";
import css from "./Read.module.css";

export interface NumberedProps {
  number: number;
  citation: string;
  quote: string;
  /** Where it leads. */
  children: ReactNode;
  /** What can be done with it. */
  act?: ReactNode;
}

/** One source of a text, under the number by which the text cites it. */
export function Numbered({ number, citation, quote, children, act }: NumberedProps) {
  return (
    <li id={`source-${number}`}>
      <span className={css.number}>{number}</span>
      <div className={css.source}>
        <p>{citation}</p>
        {quote && <blockquote>{quote}</blockquote>}
        <p className={css.acts}>{children}</p>
      </div>
      {act}
    </li>
  );
}
