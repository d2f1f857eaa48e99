import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import css from "./Banner.module.css";
import type { Tone } from "./Badge";
import { cx } from "./cx";

export interface BannerProps {
  tone?: Exclude<Tone, "good">;
  icon?: LucideIcon;
  children: ReactNode;
  action?: ReactNode;
  /** A strip over the whole width at the top, rather than a box in the page. */
  strip?: boolean;
  /** Announce it when it appears. */
  live?: boolean;
}

/** Something that holds for the whole page: offline, reconnecting, demonstration, closed topic. */
export function Banner({ tone = "neutral", icon: Icon, children, action, strip, live }: BannerProps) {
  return (
    <div className={cx(css.banner, css[tone], strip && css.strip)} role={live ? "status" : undefined}>
      {Icon && <Icon size={strip ? 16 : 20} aria-hidden />}
      <div className={css.words}>{children}</div>
      {action}
    </div>
  );
}
