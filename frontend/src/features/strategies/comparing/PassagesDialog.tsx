import { Link } from "@tanstack/react-router";
import { Dialog } from "@/ui/Dialog";
import { useText } from "../text";
import { Passages } from "./Passages";
import css from "./Passages.module.css";
import { hundredths } from "./strength";
import type { About, Cell } from "./wanted";

export interface PassagesDialogProps {
  about: About;
  /** What the passages are about: an element, a concept. */
  title: string;
  /** Whose they are: "Jamaica, 2015". */
  of: string;
  cell?: Cell | null;
  onClose: () => void;
}

/** What stands behind a figure, beside what one came from: passages with their pages. */
export function PassagesDialog({ about, title, of, cell, onClose }: PassagesDialogProps) {
  const t = useText();
  return (
    <Dialog open variant="side" title={title} onClose={onClose}>
      <p className={css.about}>
        <Link to={`/strategies/documents/${about.document}`}>{of}</Link>
        {cell && <> · {t("compare.cell", { passages: cell.passages, strength: hundredths(cell.strength) })}</>}
      </p>
      <Passages about={about} />
    </Dialog>
  );
}
