import { idOf } from "@/api/ids";
import { phases, type Phase } from "./types";

/** What the list of drafts is narrowed to; it stands in the address. */
export interface Listed {
  mine?: true;
  phase?: Phase;
  /** Those that were set aside, instead of those at work. */
  archived?: true;
}

export const besides = ["precedents", "comments", "tasks", "versions"] as const;
export type Beside = (typeof besides)[number];

/** What of a draft is shown. */
export interface Shown {
  section?: string;
  /** What stands beside the text. */
  beside?: Beside;
  /** The whole text, to be read. */
  read?: true;
  /** A text that was frozen, by its number. */
  frozen?: number;
  /** What has changed since that text, and not the text. */
  since?: true;
}

const among = <Value extends string>(values: readonly Value[], value: unknown) => values.find((one) => one === value);

/** What stands after `?` of the list, with unknown or wrong values dropped. */
export function listIn(raw: Record<string, unknown>): Record<string, unknown> {
  const flag = (value: unknown) => (value === true ? true : undefined);
  return { mine: flag(raw.mine), phase: among(phases, raw.phase), archived: flag(raw.archived) } satisfies Listed;
}

/** What stands after `?` of a draft, with unknown or wrong values dropped. */
export function shownIn(raw: Record<string, unknown>): Record<string, unknown> {
  return {
    section: idOf(raw.section),
    beside: among(besides, raw.beside),
    read: raw.read === true ? true : undefined,
    frozen: Number.isInteger(raw.frozen) && Number(raw.frozen) > 0 ? Number(raw.frozen) : undefined,
    since: raw.since === true ? true : undefined,
  } satisfies Shown;
}
