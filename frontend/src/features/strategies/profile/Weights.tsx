import { formatNumber } from "@/i18n";
import type { Schemas } from "@/api/types";
import { useText } from "../text";
import css from "./Profile.module.css";

export type Weight = Schemas["ConceptWeight"];

/** Concepts with how often they are mentioned; each shows where. */
export function Weights({ weights, onOpen }: { weights: Weight[]; onOpen: (weight: Weight) => void }) {
  const t = useText();
  return (
    <ul className={css.weights} aria-label={t("concepts")}>
      {weights.map((one) => (
        <li key={one.concept}>
          <button type="button" onClick={() => onOpen(one)}>
            {one.label} <span className={css.number}>{formatNumber(one.mentions)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
