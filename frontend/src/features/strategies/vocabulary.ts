import type { Schemas } from "@/api/types";

export type Card = Schemas["EditionCard"];
export type Ref = Schemas["EditionRef"];
export type Edition = Schemas["EditionRead"];
export type Place = Schemas["PlaceRead"];
export type Change = Schemas["ChangeRead"];
export type Kind = Schemas["EditionKind"];
export type Status = Schemas["EditionStatus"];
export type State = Schemas["CurationState"];
export type Standing = Schemas["PlaceStanding"];

export const kinds: readonly Kind[] = [
  "national_cybersecurity_strategy", "action_plan", "policy", "law", "cyber_defence", "critical_infrastructure", "awareness",
  "international_instrument",
];
export const statuses: readonly Status[] = ["in_force", "superseded", "expired", "draft", "not_established"];
export const states: readonly State[] = ["proposed", "reviewed", "published", "declined"];
export const subregions = [
  "north_america", "central_america", "caribbean", "south_america", "africa", "asia", "europe", "oceania", "international",
] as const;
export type Subregion = (typeof subregions)[number];
export const sorts = ["newest", "oldest", "title", "published"] as const;

/** What the list is narrowed to; it stands in the address. */
export interface Filters {
  q?: string;
  place?: string;
  subregion?: Subregion;
  kind?: Kind;
  status?: Status;
  language?: string;
  year?: number;
  state?: State;
  sort?: (typeof sorts)[number];
}

const among = <Value extends string>(values: readonly Value[], value: unknown) => values.find((one) => one === value);

/** What stands after `?`, with unknown or wrong values dropped. */
export function search(raw: Record<string, unknown>): Record<string, unknown> {
  const year = Number(raw.year);
  return {
    q: typeof raw.q === "string" && raw.q.trim() !== "" ? raw.q.slice(0, 100) : undefined,
    place: typeof raw.place === "string" && /^[A-Z]{2,12}$/.test(raw.place) ? raw.place : undefined,
    subregion: among(subregions, raw.subregion),
    kind: among(kinds, raw.kind),
    status: among(statuses, raw.status),
    language: typeof raw.language === "string" && /^[a-z]{2,3}$/.test(raw.language) ? raw.language : undefined,
    year: Number.isInteger(year) && year >= 1900 && year <= 2200 ? year : undefined,
    state: among(states, raw.state),
    sort: among(sorts, raw.sort),
  };
}

/** The page of a document, from 1, and the passage that is marked on it, from 0. */
export function leaf(raw: Record<string, unknown>): Record<string, unknown> {
  const whole = (value: unknown, least: number) => (Number.isInteger(value) && Number(value) >= least && Number(value) <= 100_000 ? value : undefined);
  return { page: whole(raw.page, 1), passage: whole(raw.passage, 0) };
}

/** How strong a state's tile is drawn: from nothing found to a strategy in force. */
export const levels = { none: 0, in_preparation: 1, expired: 2, not_established: 3, in_force: 4 } as const satisfies Record<Standing, number>;
export const standings: readonly Standing[] = ["none", "in_preparation", "expired", "not_established", "in_force"];

export const tones = {
  in_force: "good", superseded: "neutral", expired: "warn", draft: "accent", not_established: "neutral",
} as const satisfies Record<Status, string>;

/** The title in the text's own language, and the English one where it differs. */
export function titles({ title_original, title_en }: Ref): [first: string, second: string | undefined] {
  if (title_original === "" || title_original === title_en) return [title_en, undefined];
  return [title_original, title_en];
}
