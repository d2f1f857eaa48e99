import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { cx } from "@/ui/cx";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import { subregions, titles } from "../vocabulary";
import type { State } from "./queries";
import css from "./Strip.module.css";

type Mark = State["editions"][number];

const yearOf = (edition: Mark) => Number((edition.adopted || edition.period_start).slice(0, 4)) || null;

/** The first year, the last and every fifth have room for their number, if they do not stand side by side. */
const isNamed = (year: number, index: number, count: number) => index === 0 || (year % 5 === 0 && index > 1) || (index === count - 1 && year % 5 > 1);

/** Every edition of every member state on one line of time. Each mark leads to its edition. */
export function Strip({ states }: { states: State[] }) {
  const t = useText();
  const nameOf = usePlaceName();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where there is no room for all years, the newest are in view.
    if (frame.current) frame.current.scrollLeft = frame.current.scrollWidth;
  }, []);
  const all = states.flatMap((state) => state.editions.map(yearOf)).filter((year) => year !== null);
  const from = Math.min(...all, new Date().getFullYear());
  const until = Math.max(...all, new Date().getFullYear());
  const years = Array.from({ length: until - from + 1 }, (_, index) => from + index);
  const gridTemplateColumns = `var(--names) repeat(${years.length}, minmax(0, 1fr)) 64px`;
  const column = (year: number | null) => (year === null ? years.length + 2 : year - from + 2);
  const words = (edition: Mark) => [yearOf(edition) ?? t("place.undated"), titles(edition)[0], t(`kind.${edition.kind}`), t(`status.${edition.status}`)].join(" · ");
  const groups = subregions.map((name) => ({ name, members: states.filter((one) => one.subregion === name) })).filter(({ members }) => members.length > 0);
  return (
    <div ref={frame} className={css.frame} role="region" aria-label={t("region.timeline")} tabIndex={0}>
      <ul className={css.key} aria-hidden>
        <li><span className={cx(css.mark, css.in_force)} /> {t("status.in_force")}</li>
        <li><span className={cx(css.mark, css.superseded)} /> {t("region.over")}</li>
        <li><span className={cx(css.mark, css.not_established)} /> {t("status.not_established")}</li>
        <li><span className={cx(css.mark, css.draft)} /> {t("status.draft")}</li>
        <li><span className={cx(css.mark, css.in_force, css.other)} /> {t("region.other")}</li>
      </ul>
      <div className={css.grid} style={{ gridTemplateColumns }}>
        {years.map((year, index) => (
          <span key={year} className={css.year} style={{ gridColumn: index + 2 }} aria-hidden>
            {isNamed(year, index, years.length) ? year : ""}
          </span>
        ))}
        <span className={css.year} style={{ gridColumn: years.length + 2 }} aria-hidden>{t("region.undated")}</span>
      </div>
      {groups.map(({ name, members }) => (
        <section key={name} aria-label={t(`subregion.${name}`)}>
          <h3 className={css.group}>{t(`subregion.${name}`)}</h3>
          {members.map((state) => (
            <div key={state.code} className={css.grid} style={{ gridTemplateColumns }}>
              <Link className={css.state} to={`/strategies/places/${state.code}`}>{nameOf(state.code)}</Link>
              {state.editions.length === 0 && <span className={css.nothing}>{t("standing.none")}</span>}
              {state.editions.map((edition) => (
                <Link key={edition.id} className={css.link} style={{ gridColumn: column(yearOf(edition)) }} to={`/strategies/editions/${edition.id}`} data-tooltip={words(edition)}>
                  <span className={cx(css.mark, css[edition.status], edition.kind !== "national_cybersecurity_strategy" && css.other)} aria-hidden />
                  <span className="visually-hidden">{nameOf(state.code)}: {words(edition)}</span>
                </Link>
              ))}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
