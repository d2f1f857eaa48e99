import { cx } from "./cx";
import css from "./TlpLabel.module.css";

/** The five labels of TLP 2.0 (FIRST, August 2022), from the widest to the narrowest audience. */
export const tlpLabels = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"] as const;
export type Tlp = (typeof tlpLabels)[number];

const colours: Record<Tlp, string | undefined> = {
  "TLP:CLEAR": css.clear,
  "TLP:GREEN": css.green,
  "TLP:AMBER": css.amber,
  "TLP:AMBER+STRICT": css.amber,
  "TLP:RED": css.red,
};

export interface TlpLabelProps {
  label: Tlp;
  size?: "small" | "medium" | "large";
}

/** The label in its exact spelling and colours, on black in both themes; `translate="no"` keeps browsers off it. */
export function TlpLabel({ label, size = "medium" }: TlpLabelProps) {
  return (
    <span className={cx(css.label, css[size], colours[label])} translate="no" lang="en">
      {label}
    </span>
  );
}
