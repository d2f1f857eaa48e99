import { CircleAlert } from "lucide-react";
import { createContext, useContext, useId, type ReactNode, type Ref } from "react";
import { useShellText } from "@/i18n";
import { cx } from "./cx";
import css from "./Field.module.css";

interface FieldContextValue {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  required?: boolean;
}

const FieldContext = createContext<FieldContextValue | null>(null);

/** The attributes that tie a control to the Field around it; a control of its own keeps its own. */
export function useField(): Partial<FieldContextValue> {
  return useContext(FieldContext) ?? {};
}

export interface FieldProps {
  label: ReactNode;
  children: ReactNode;
  hint?: ReactNode;
  /** Says what to do; ties itself to the control and marks it invalid. */
  error?: ReactNode;
  required?: boolean;
  /** Adds "(optional)" to the label. Say this on the few optional fields instead of starring the many others. */
  optional?: boolean;
  /** For a group of controls (radios, checkboxes): a fieldset with a legend. */
  group?: boolean;
  hideLabel?: boolean;
  className?: string;
}

export function Field(props: FieldProps) {
  const { label, children, hint, error, required, optional, group, hideLabel, className } = props;
  const t = useShellText();
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const Box = group ? "fieldset" : "div";
  const name = (
    <>
      {label}
      {optional && <span className={css.optional}> {t("ui.optional")}</span>}
    </>
  );
  return (
    <Box className={cx(css.field, className)} aria-describedby={group ? described : undefined}>
      {group ? (
        <legend className={cx(css.label, hideLabel && "visually-hidden")}>{name}</legend>
      ) : (
        <label htmlFor={id} className={cx(css.label, hideLabel && "visually-hidden")}>
          {name}
        </label>
      )}
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      <FieldContext.Provider
        value={group ? null : { id, "aria-describedby": described, "aria-invalid": error ? true : undefined, required }}
      >
        {children}
      </FieldContext.Provider>
      {error && (
        <p id={`${id}-error`} className={css.error} role="alert">
          <CircleAlert size={16} aria-hidden />
          <span>{error}</span>
        </p>
      )}
    </Box>
  );
}

/** Fields below each other with the form's rhythm; `narrow` as wide as one reads, where the page is wider. */
export function FieldStack({ children, narrow, ref }: { children: ReactNode; narrow?: boolean; ref?: Ref<HTMLDivElement> }) {
  return <div ref={ref} className={cx(css.stack, narrow && css.narrow)}>{children}</div>;
}

/** Short fields beside each other, as many as there is room for. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={css.beside}>{children}</div>;
}
