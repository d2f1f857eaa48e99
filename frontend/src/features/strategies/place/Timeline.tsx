import { Link } from "@tanstack/react-router";
import type { Schemas } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { partialDate, period } from "../dates";
import { useText } from "../text";
import { titles, tones, type Card } from "../vocabulary";
import css from "./Timeline.module.css";

/** Editions from the newest down a line of time; each says what it took the place of. */
export function Timeline({ editions, succession }: { editions: Card[]; succession: Schemas["SuccessionRead"][] }) {
  const t = useText();
  const dated = editions.filter((one) => one.adopted !== "" || one.period_start !== "").reverse();
  const undated = editions.filter((one) => !dated.includes(one));
  const earlier = (id: string) => succession.filter((one) => one.edition_id === id).flatMap((one) => editions.filter(({ id }) => id === one.superseded_id));
  return (
    <ol className={css.line}>
      {[...dated, ...undated].map((one) => {
        const [name, second] = titles(one);
        const before = earlier(one.id);
        return (
          <li key={one.id} className={cx(css.edition, one.status === "in_force" && css.current)}>
            <p className={css.when}>{partialDate(one.adopted || one.period_start) || t("place.undated")}</p>
            <div className={css.what}>
              <p className={css.title}>
                <Link to={`/strategies/editions/${one.id}`} lang={name === one.title_original ? one.language : "en"}>{name}</Link>
              </p>
              {second && <p className={css.second}>{second}</p>}
              <p className={css.facts}>
                <Badge tone={tones[one.status]}>{t(`status.${one.status}`)}</Badge>
                <span>{t(`kind.${one.kind}`)}</span>
                {one.period_end && <span>{period(one.period_start, one.period_end)}</span>}
              </p>
              {before.map((old) => (
                <p key={old.id} className={css.second}>
                  {t("field.supersedes")} <Link to={`/strategies/editions/${old.id}`}>{titles(old)[0]}</Link>
                  {" · "}
                  <Link to="/strategies/differences" search={{ former: old.id, later: one.id }} aria-label={`${t("differences.open")}: ${titles(old)[0]} → ${name}`}>
                    {t("differences.open")}
                  </Link>
                </p>
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
