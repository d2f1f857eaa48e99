import { useEffect, type ReactNode } from "react";
import { Languages } from "@/app/outside/Languages";
import { Brand } from "@/app/shell/Brand";
import { useShellText } from "@/i18n";
import { memberStates } from "@/ui/memberStates";
import { cx } from "@/ui/cx";
import css from "./Frame.module.css";
import { useText } from "./text";

/** The pages outside the wall: what this is on one side, the form on the other. */
export function Frame({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  const t = useText();
  const shell = useShellText();
  useEffect(() => {
    document.title = `${title} · Atalaya`;
  }, [title]);
  return (
    <div className={css.frame}>
      <aside className={css.side}>
        <div className={css.sideTop}>
          <Brand size="large" />
          <p className={css.tagline}>{shell("app.tagline")}</p>
        </div>
        <Tiles />
        <p className={css.foot}>{t("foot")}</p>
      </aside>
      <main className={css.main}>
        <div className={css.phoneBrand}>
          <Brand />
        </div>
        <div className={css.form}>
          <h1>{title}</h1>
          {intro && <div className={css.intro}>{intro}</div>}
          {children}
        </div>
        <div className={css.languages}>
          <Languages />
        </div>
      </main>
    </div>
  );
}

/** The member states as equal tiles, for the eye only: no figures stand behind them here. */
function Tiles() {
  return (
    <div className={css.tiles} aria-hidden>
      {memberStates.map(([iso3, column, row]) => (
        <span key={iso3} className={cx(css.tile, css[`tone${(column * 3 + row * 5) % 4}`])} style={{ gridColumn: column + 1, gridRow: row + 1 }}>
          {iso3}
        </span>
      ))}
    </div>
  );
}
