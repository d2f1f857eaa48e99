import { vocabularyIn } from "../comparing/address";

export const measures = ["status", "age", "coverage"] as const;
export type Measure = (typeof measures)[number];

/** What stands after `?`, with unknown or wrong values dropped. */
export function shownIn(raw: Record<string, unknown>): Record<string, unknown> {
  return {
    by: measures.slice(1).find((one) => one === raw.by),
    place: typeof raw.place === "string" && /^[A-Z]{3}$/.test(raw.place) ? raw.place : undefined,
    ...vocabularyIn(raw),
  };
}
