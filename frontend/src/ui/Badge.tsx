import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Badge.module.css";
import { cx } from "./cx";

export type Tone = "neutral" | "accent" | "good" | "warn" | "danger";

export interface BadgeProps {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}

/** A state in a word. The colour never says it alone. */
export function Badge({ tone = "neutral", icon: Icon, children }: BadgeProps) {
  return (
    <span className={cx(css.badge, css[tone])}>
      {Icon && <Icon size={14} aria-hidden />}
      {children}
    </span>
  );
}

/** A count of unread things; nothing at zero. */
export function Count({ value, label, tone = "accent" }: { value: number; label: string; tone?: "accent" | "danger" }) {
  if (value <= 0) return null;
  return (
    <span className={cx(css.count, tone === "danger" && css.loud)}>
      <span aria-hidden>{value > 99 ? "99+" : value}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
