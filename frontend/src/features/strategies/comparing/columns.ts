import { usePlaceName } from "../queries";
import type { Column, Comparison, Wanted } from "./wanted";

/** A column of the comparison, and where its cells stand in each row. */
export interface Placed {
  column: Column;
  at: number;
  /** The state or body in the reader's language. */
  name: string;
  key: string;
}

export const keyOf = (column: Column) => column.document_id ?? column.edition?.id ?? column.place;

/** The columns in the order that was asked for; those without a text come last. */
export function useColumns(found: Comparison | undefined, sort: Wanted["sort"]): Placed[] {
  const nameOf = usePlaceName();
  const placed = (found?.columns ?? []).map((column, at) => ({ column, at, name: nameOf(column.place), key: keyOf(column) }));
  const by = {
    share: (a: Placed, b: Placed) => (b.column.share ?? 0) - (a.column.share ?? 0),
    year: (a: Placed, b: Placed) => (b.column.year ?? 0) - (a.column.year ?? 0),
    name: () => 0,
  }[sort ?? "share"];
  const without = ({ column }: Placed) => Number(column.text !== "here");
  return placed.sort((a, b) => without(a) - without(b) || by(a, b) || a.name.localeCompare(b.name) || (a.column.year ?? 0) - (b.column.year ?? 0));
}

/** "Jamaica, 2015", or only the name where the year is not known. */
export const called = ({ name, column }: Pick<Placed, "name" | "column">) => [name, column.year].filter(Boolean).join(", ");
