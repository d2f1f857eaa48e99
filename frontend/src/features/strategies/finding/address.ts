import { idOf } from "@/api/ids";
import { kinds, statuses, subregions, type Kind, type Status, type Subregion } from "../vocabulary";

/** What is searched; it stands in the address. */
export interface Wanted {
  q?: string;
  place?: string[];
  subregion?: Subregion[];
  kind?: Kind[];
  status?: Status[];
  language?: string[];
  year?: string[];
  element?: string[];
  objective?: string[];
  factor?: string[];
  concept?: string[];
  document?: string;
  /** Concepts of the question that are to be mere words. */
  without?: string[];
  sort?: "newest" | "oldest";
}

/** The facets in the order in which they are shown, and what the answer calls them. */
export const facets = {
  place: "place", element: "element", concept: "concept", language: "language", year: "year", subregion: "subregion",
  kind: "strategy_kind", status: "strategy_status", objective: "objective", factor: "factor",
} as const;
export type Facet = keyof typeof facets;
export const facetNames = Object.keys(facets) as Facet[];

const list = (raw: unknown, fits: RegExp) => {
  const values = (Array.isArray(raw) ? raw : [raw]).map((one) => (typeof one === "number" ? String(one) : (one as unknown))).filter((one): one is string => typeof one === "string" && fits.test(one));
  return values.length > 0 ? [...new Set(values)].slice(0, 20) : undefined;
};
const among = <Value extends string>(values: readonly Value[], raw: unknown) => {
  const given = list(raw, /^[a-z_]+$/)?.flatMap((one) => values.filter((value) => value === one));
  return given && given.length > 0 ? given : undefined;
};

/** What stands after `?`, with unknown or wrong values dropped. */
export function wantedIn(raw: Record<string, unknown>): Record<string, unknown> {
  return {
    q: typeof raw.q === "string" && raw.q.trim() !== "" ? raw.q.slice(0, 400) : undefined,
    place: list(raw.place, /^[A-Z]{2,12}$/),
    subregion: among(subregions, raw.subregion),
    kind: among(kinds, raw.kind),
    status: among(statuses, raw.status),
    language: list(raw.language, /^[a-z]{2,3}$/),
    year: list(raw.year, /^(19|20)\d\d$/),
    element: list(raw.element, /^[a-z0-9.-]{1,80}$/),
    objective: list(raw.objective, /^[a-z0-9-]{1,80}$/),
    factor: list(raw.factor, /^D[1-9](\.[0-9]{1,2})?$/),
    concept: list(raw.concept, /^[a-z0-9-]{1,80}$/),
    without: list(raw.without, /^[a-z0-9-]{1,80}$/),
    document: idOf(raw.document),
    sort: among(["newest", "oldest"] as const, raw.sort)?.[0],
  };
}
