import { cx } from "@/ui/cx";
import css from "./Brand.module.css";

/** The watchtower and the name. The name is the same in every language. */
export function Brand({ size = "medium", markOnly }: { size?: "medium" | "large"; markOnly?: boolean }) {
  return (
    <span className={cx(css.brand, css[size])} translate="no">
      <svg viewBox="0 0 32 32" className={css.mark} aria-hidden>
        <rect width="32" height="32" rx="7" className={css.ground} />
        <path className={css.tower} d="M10 8h2.6v2.2h2.1V8h2.6v2.2h2.1V8H22v5.2l-1.6 1.3V25h-3v-5.8a1.4 1.4 0 0 0-2.8 0V25h-3V14.5L10 13.2z" />
      </svg>
      {!markOnly && <span className={css.name}>{name}</span>}
    </span>
  );
}

const name = "Atalaya";
