import { ArrowRight } from "lucide-react";
import { Section } from "@/ui/Page";
import { CellButton } from "../comparing/CellButton";
import type { About, Cell, Column } from "../comparing/wanted";
import { useText } from "../text";
import css from "./Differences.module.css";
import type { Change, ElementChange } from "./queries";

export interface ChangedProps {
  change: Change;
  elements: ElementChange[];
  former: Column;
  later: Column;
  name: (column: Column) => string;
  onOpen: (column: Column, title: string, what: Pick<About, "element">, cell: Cell) => void;
}

/** The elements of which the same became, with both figures; those that stayed are folded away. */
export function Changed({ change, elements, former, later, name, onOpen }: ChangedProps) {
  const t = useText();
  const figure = (column: Column, cell: Cell, one: ElementChange) => {
    const title = `${one.code} ${one.label}`;
    return <CellButton cell={cell} name={`${name(column)}, ${title}`} open={false} onOpen={() => onOpen(column, title, { element: one.code }, cell)} />;
  };
  const list = (
    <ul className={css.elements} aria-label={t(`change.${change}`)}>
      {elements.map((one) => (
        <li key={one.code}>
          <span>{one.code} {one.label}</span>
          {figure(former, one.former, one)}
          <ArrowRight size={16} aria-hidden />
          {figure(later, one.later, one)}
        </li>
      ))}
    </ul>
  );
  const title = t("change.count", { change: t(`change.${change}`), count: elements.length });
  if (change === "same") {
    return (
      <details className={css.same}>
        <summary>{title}</summary>
        {list}
      </details>
    );
  }
  return <Section title={title}>{list}</Section>;
}
