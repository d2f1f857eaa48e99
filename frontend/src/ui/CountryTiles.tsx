import { useRef, useState, type KeyboardEvent } from "react";
import { countryName, useLocale } from "@/i18n";
import css from "./CountryTiles.module.css";
import { cx } from "./cx";
import { memberStates, neighbour, type Direction } from "./memberStates";

export interface TileValue {
  /** 0 (nothing) to 4 (most): the shade. */
  level: 0 | 1 | 2 | 3 | 4;
  /** The value in words, such as "3 strategies, the newest of 2023". */
  text: string;
  /** A short figure inside the tile. */
  figure?: string;
}

export interface CountryTilesProps {
  /** Names the map. */
  label: string;
  /** By ISO 3166 alpha-3 code. */
  values?: Record<string, TileValue>;
  selected?: readonly string[];
  onSelect?: (iso3: string) => void;
  /** The meaning of the five shades, for the legend. */
  legend?: readonly string[];
}

const keys: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** The member states as equal tiles: Saint Kitts and Nevis is as easy to see and to hit as Brazil. */
export function CountryTiles({ label, values = {}, selected = [], onSelect, legend }: CountryTilesProps) {
  useLocale();
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState("CAN");
  const [shown, setShown] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = keys[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = neighbour(current, direction);
    setCurrent(next);
    grid.current?.querySelector<HTMLElement>(`[data-code="${next}"]`)?.focus();
  };
  const words = (iso3: string) => [countryName(iso3), values[iso3]?.text].filter(Boolean).join(": ");
  return (
    <figure className={css.map}>
      <div ref={grid} className={css.grid} role="group" aria-label={label}>
        {memberStates.map(([iso3, column, row]) => (
          <button
            key={iso3}
            type="button"
            data-code={iso3}
            className={cx(css.tile, css[`l${values[iso3]?.level ?? 0}`])}
            style={{ gridColumn: column + 1, gridRow: row + 1 }}
            tabIndex={iso3 === current ? 0 : -1}
            aria-pressed={onSelect ? selected.includes(iso3) : undefined}
            onFocus={() => {
              setCurrent(iso3);
              setShown(iso3);
            }}
            onKeyDown={onKeyDown}
            onMouseEnter={() => setShown(iso3)}
            onMouseLeave={() => setShown(null)}
            onBlur={() => setShown(null)}
            onClick={() => onSelect?.(iso3)}
          >
            {/* What one sees is part of the name, so that one can say it to a voice control. */}
            <span>{iso3}</span> <span className="visually-hidden">{words(iso3)}</span>
            {values[iso3]?.figure && (
              <span className={css.figure} aria-hidden>
                {values[iso3].figure}
              </span>
            )}
          </button>
        ))}
        <p className={css.caption} aria-hidden>
          {shown ? words(shown) : ""}
        </p>
      </div>
      {legend && (
        <ul className={css.legend}>
          {legend.map((meaning, level) => (
            <li key={meaning}>
              <span className={cx(css.swatch, css[`l${level}`])} aria-hidden />
              {meaning}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
