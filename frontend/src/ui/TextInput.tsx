import { ChevronDown, Eye, EyeOff, type LucideIcon } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { InputHTMLAttributes, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { useShellText } from "@/i18n";
import { IconButton } from "./Button";
import { cx } from "./cx";
import { useField } from "./Field";
import css from "./Field.module.css";

export interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  icon?: LucideIcon;
  ref?: Ref<HTMLInputElement>;
}

export function TextInput({ className, icon: Icon, ...props }: TextInputProps) {
  const input = <input type="text" {...useField()} {...props} className={cx(css.control, className)} />;
  if (!Icon) return input;
  return (
    <span className={css.withIcon}>
      <Icon size={18} aria-hidden />
      {input}
    </span>
  );
}

/** A password with a button that shows it: long passphrases are typed right the first time. */
export function PasswordInput(props: Omit<TextInputProps, "type" | "icon">) {
  const t = useShellText();
  const [shown, setShown] = useState(false);
  return (
    <div className={css.withButton}>
      <TextInput autoComplete="current-password" {...props} type={shown ? "text" : "password"} spellCheck={false} />
      <IconButton
        icon={shown ? EyeOff : Eye}
        label={shown ? t("ui.password.hide") : t("ui.password.show")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      />
    </div>
  );
}

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  ref?: Ref<HTMLTextAreaElement>;
}

/** Grows with what is typed (`field-sizing` where the browser has it, measured elsewhere). */
export function TextArea({ className, ref, rows = 2, ...props }: TextAreaProps) {
  const own = useRef<HTMLTextAreaElement | null>(null);
  useLayoutEffect(() => {
    const area = own.current;
    if (!area || CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [props.value]);
  const assign = (element: HTMLTextAreaElement | null) => {
    own.current = element;
    if (typeof ref === "function") ref(element);
    else if (ref) ref.current = element;
  };
  // A field that is sized by its content does not look at its rows.
  const style = { minHeight: `max(88px, calc(${rows} * 1.5rem + 16px))` };
  return <textarea {...useField()} {...props} rows={rows} style={style} ref={assign} className={cx(css.control, css.area, className)} />;
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange"> {
  options: SelectOption[];
  onChange: (value: string) => void;
  /** Shown while nothing is chosen. */
  placeholder?: string;
  ref?: Ref<HTMLSelectElement>;
}

/** The system's own list: familiar, and usable with one thumb on a phone. */
export function Select({ options, onChange, placeholder, className, ...props }: SelectProps) {
  return (
    <div className={css.selectBox}>
      <select
        {...useField()}
        {...props}
        onChange={(event) => onChange(event.target.value)}
        className={cx(css.control, css.select, className)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={18} className={css.chevron} aria-hidden />
    </div>
  );
}
