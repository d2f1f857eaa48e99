import type { ButtonHTMLAttributes } from "react";
import { formatNumber } from "@/i18n";
import { cx } from "@/ui/cx";
import { useText } from "../text";
import css from "./Cell.module.css";
import { hundredths, step } from "./strength";
import type { Cell } from "./wanted";

export interface CellButtonProps extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, "tabIndex" | "onKeyDown" | "onFocus"> {
  cell: Cell;
  /** Whose cell it is, and of what: read before its value. */
  name: string;
  open: boolean;
  onOpen: () => void;
}

/** How a text covers an element: the number of passages, on the shade of their strength. Pressed, it shows them. */
export function CellButton({ cell, name, open, onOpen, ...reached }: CellButtonProps) {
  const t = useText();
  const figure = cell.passages > 0 ? formatNumber(cell.passages) : "–";
  const words = t("compare.cell", { passages: cell.passages, strength: hundredths(cell.strength) });
  return (
    <button type="button" className={cx(css.cell, css[`s${step(cell.strength)}`])} {...reached} aria-pressed={open} onClick={onOpen}>
      {figure}
      <span className="visually-hidden">
        {" "}
        {name}: {words}
      </span>
    </button>
  );
}
