import { Link, type LinkComponentProps } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from "react";
import css from "./Button.module.css";
import { cx } from "./cx";
import { Tooltip } from "./Tooltip";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

interface Look {
  variant?: ButtonVariant;
  size?: "small" | "medium";
  icon?: LucideIcon;
  /** Stretches over the width of its container. */
  wide?: boolean;
}

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows progress and ignores presses; the label stays so that the width does not jump. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

function look({ variant = "secondary", size = "medium", wide }: Look, className?: string): string {
  return cx(css.button, css[variant], css[size], wide && css.wide, className);
}

/** A busy button keeps the focus, so it is not disabled; but it takes no press, and sends no form. */
function waiting({ busy, onClick, ...rest }: Pick<ButtonProps, "busy" | "onClick" | "aria-disabled">) {
  return {
    "aria-busy": busy || undefined,
    "aria-disabled": busy || rest["aria-disabled"],
    onClick: busy ? (event: MouseEvent) => event.preventDefault() : onClick,
  };
}

export function Button({ variant, size, icon: Icon, wide, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={look({ variant, size, wide }, className)}
      {...waiting({ busy, onClick, "aria-disabled": rest["aria-disabled"] })}
    >
      {busy ? <span className={css.spinner} aria-hidden /> : Icon && <Icon size={size === "small" ? 16 : 18} aria-hidden />}
      {children !== undefined && <span className={css.label}>{children}</span>}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "wide"> {
  icon: LucideIcon;
  /** Read by screen readers and shown as a tooltip. */
  label: string;
  /** A small mark, such as the number of unread notifications. */
  mark?: ReactNode;
}

export function IconButton({ icon: Icon, label, variant = "quiet", size = "medium", busy, mark, className, onClick, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        {...waiting({ busy, onClick, "aria-disabled": rest["aria-disabled"] })}
        className={cx(look({ variant, size }, className), css.square)}
      >
        {busy ? <span className={css.spinner} aria-hidden /> : <Icon size={size === "small" ? 16 : 20} aria-hidden />}
        {mark}
      </button>
    </Tooltip>
  );
}

export type LinkButtonProps = Look & { to: string; children: ReactNode } & Pick<
    LinkComponentProps,
    "params" | "search" | "className" | "onClick" | "replace" | "hash" | "target"
  >;

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({ variant, size, icon: Icon, wide, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={look({ variant, size, wide }, className)}>
      {Icon && <Icon size={size === "small" ? 16 : 18} aria-hidden />}
      <span className={css.label}>{children}</span>
    </Link>
  );
}
