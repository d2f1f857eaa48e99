import type { ReactNode } from "react";
import css from "./BesideMap.module.css";
import { CountryTiles, type TileValue } from "./CountryTiles";

export interface BesideMapProps {
  /** Names the map. */
  label: string;
  /** By ISO 3166 alpha-3 code. */
  values: Record<string, TileValue>;
  legend: readonly string[];
  /** The member state to which the list is narrowed. */
  chosen?: string;
  /** The map is what the page is for: it stands open where it has to stand above the list, too. */
  first?: boolean;
  onChoose: (iso3: string | undefined) => void;
  children: ReactNode;
}

/** A list and, beside it where there is room, the map that narrows it to a member state, or takes that back. */
export function BesideMap({ label, values, legend, chosen, first, onChoose, children }: BesideMapProps) {
  return (
    <div className={css.split}>
      <details className={css.map} open={first || window.innerWidth >= 1440}>
        <summary>{label}</summary>
        <CountryTiles
          label={label}
          values={values}
          selected={chosen ? [chosen] : []}
          onSelect={(iso3) => onChoose(iso3 === chosen ? undefined : iso3)}
          legend={legend}
        />
      </details>
      <div className={css.main}>{children}</div>
    </div>
  );
}
