import { Check } from "lucide-react";
import { useShellText } from "@/i18n";
import { cx } from "./cx";
import css from "./Stepper.module.css";

export interface StepperProps {
  steps: string[];
  /** Index of the step one is at. */
  current: number;
  label: string;
}

/** Where one is in a sequence of steps. */
export function Stepper({ steps, current, label }: StepperProps) {
  const t = useShellText();
  return (
    <ol className={css.stepper} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === current ? "step" : undefined}
          className={cx(css.step, index < current && css.done, index === current && css.current)}
        >
          <span className={css.number} aria-hidden>
            {index < current ? <Check size={14} /> : index + 1}
          </span>
          <span className={css.name}>{step}</span>
          {index < current && <span className="visually-hidden">{t("ui.done")}</span>}
        </li>
      ))}
    </ol>
  );
}
