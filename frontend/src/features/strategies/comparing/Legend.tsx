import { cx } from "@/ui/cx";
import { useText } from "../text";
import css from "./Cell.module.css";

const shades = [1, 2, 3, 4, 5] as const;

/** What the shades and bars of the cells mean. */
export function Legend() {
  const t = useText();
  return (
    <ul className={css.legend} aria-label={t("compare.legend")}>
      <li>
        <span className={cx(css.swatch, css.s0)} aria-hidden>–</span>
        {t("strength.0")}
      </li>
      {shades.map((one) => (
        <li key={one}>
          <span className={cx(css.swatch, css[`s${one}`])} aria-hidden />
          {t(`strength.${one}`)}
        </li>
      ))}
      <li>
        <span className={cx(css.swatch, css.none)} aria-hidden />
        {t("text.none")}
      </li>
    </ul>
  );
}
