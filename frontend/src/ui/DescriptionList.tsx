import { Fragment, type ReactNode } from "react";
import css from "./DescriptionList.module.css";

export interface Described {
  term: ReactNode;
  /** Left out when empty, unless it is a text that says so. */
  value: ReactNode;
}

export function DescriptionList({ items }: { items: Described[] }) {
  return (
    <dl className={css.list}>
      {items.map((item, index) =>
        item.value === null || item.value === undefined || item.value === "" ? null : (
          <Fragment key={index}>
            <dt>{item.term}</dt>
            <dd>{item.value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
