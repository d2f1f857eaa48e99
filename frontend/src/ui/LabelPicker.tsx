import { useId, type ReactNode } from "react";
import { useShellText } from "@/i18n";
import { cx } from "./cx";
import choice from "./Choice.module.css";
import css from "./LabelPicker.module.css";
import { TlpLabel, tlpLabels, type Tlp } from "./TlpLabel";

const words = {
  "TLP:CLEAR": "tlp.clear",
  "TLP:GREEN": "tlp.green",
  "TLP:AMBER": "tlp.amber",
  "TLP:AMBER+STRICT": "tlp.strict",
  "TLP:RED": "tlp.red",
} as const;

export interface LabelPickerProps {
  value: Tlp | null;
  onChange: (label: Tlp) => void;
  /** Labels that this place refuses, each with the reason in words (a hidden group takes nothing wider than AMBER). */
  refused?: Partial<Record<Tlp, string>>;
  /** "Who will read this", worked out by the server for the chosen label; announced when it changes. */
  audience?: ReactNode;
  /** Fewer words, for the composer of a short message. */
  compact?: boolean;
  error?: string;
}

/** The five labels as radio buttons, each with what it means in words. */
export function LabelPicker({ value, onChange, refused = {}, audience, compact, error }: LabelPickerProps) {
  const t = useShellText();
  const id = useId();
  return (
    <fieldset className={cx(css.picker, compact && css.compact)} aria-describedby={`${id}-audience`}>
      <legend className={css.legend}>{t("tlp.legend")}</legend>
      <div className={css.options}>
        {tlpLabels.map((label) => {
          const reason = refused[label];
          return (
            <label key={label} className={cx(css.option, value === label && css.chosen, reason && css.refused)}>
              <input
                type="radio"
                name={id}
                value={label}
                checked={value === label}
                disabled={reason !== undefined}
                aria-describedby={`${id}-${label}`}
                className={cx(choice.box, choice.round)}
                onChange={() => onChange(label)}
              />
              <TlpLabel label={label} size={compact ? "small" : "medium"} />
              <span id={`${id}-${label}`} className={cx(css.words, compact && !reason && "visually-hidden")}>
                {reason ?? t(words[label])}
              </span>
            </label>
          );
        })}
      </div>
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      <p id={`${id}-audience`} className={css.audience} aria-live="polite">
        {value ? (audience ?? (compact ? t(words[value]) : null)) : t("tlp.choose")}
      </p>
    </fieldset>
  );
}
