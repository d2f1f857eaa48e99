import { createContext, useContext, useId, type InputHTMLAttributes, type ReactNode } from "react";
import css from "./Choice.module.css";
import { cx } from "./cx";

interface ChoiceProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "onChange" | "children"> {
  label: ReactNode;
  hint?: ReactNode;
  hideLabel?: boolean;
}

function Choice({ label, hint, hideLabel, input, className }: ChoiceProps & { input: (hintId?: string) => ReactNode }) {
  const id = useId();
  return (
    <label className={cx(css.choice, className)}>
      {input(hint ? id : undefined)}
      <span className={hideLabel ? "visually-hidden" : css.text}>
        <span className={css.label}>{label}</span>
        {hint && (
          <span id={id} className={css.hint}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

export interface CheckboxProps extends ChoiceProps {
  onChange?: (checked: boolean) => void;
  /** Neither on nor off: some of what it stands for is chosen. */
  mixed?: boolean;
}

export function Checkbox({ onChange, mixed = false, label, hint, hideLabel, className, ...rest }: CheckboxProps) {
  return (
    <Choice
      {...{ label, hint, hideLabel, className }}
      input={(described) => (
        <input
          {...rest}
          type="checkbox"
          aria-describedby={described}
          className={css.box}
          ref={(element) => {
            if (element) element.indeterminate = mixed;
          }}
          onChange={(event) => onChange?.(event.target.checked)}
        />
      )}
    />
  );
}

/** On or off at once, without a Save button. */
export function Switch({ onChange, label, hint, hideLabel, className, ...rest }: Omit<CheckboxProps, "mixed">) {
  return (
    <Choice
      {...{ label, hint, hideLabel, className: cx(css.switchRow, className) }}
      input={(described) => (
        <input
          {...rest}
          type="checkbox"
          role="switch"
          aria-describedby={described}
          className={css.switch}
          onChange={(event) => onChange?.(event.target.checked)}
        />
      )}
    />
  );
}

interface Group {
  name: string;
  value: string;
  onChange: (value: string) => void;
}

const GroupContext = createContext<Group | null>(null);

export interface RadioGroupProps {
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
  /** Beside each other, for a few short choices above a list. */
  inline?: boolean;
}

/** Put it inside `<Field group label=…>`, which names it. */
export function RadioGroup({ value, onChange, children, inline }: RadioGroupProps) {
  const name = useId();
  return (
    <GroupContext.Provider value={{ name, value, onChange }}>
      <div className={cx(css.group, inline && css.inline)}>{children}</div>
    </GroupContext.Provider>
  );
}

export function Radio({ value, label, hint, hideLabel, className, ...rest }: ChoiceProps & { value: string }) {
  const group = useContext(GroupContext);
  return (
    <Choice
      {...{ label, hint, hideLabel, className }}
      input={(described) => (
        <input
          {...rest}
          type="radio"
          name={group?.name}
          value={value}
          checked={group?.value === value}
          aria-describedby={described}
          className={cx(css.box, css.round)}
          onChange={() => group?.onChange(value)}
        />
      )}
    />
  );
}
