import { isId } from "@/api/ids";
import type { Schemas } from "@/api/types";

export type Vocabulary = Schemas["VocabularyId"];

export const vocabularies: readonly Vocabulary[] = ["ncs-guide-2021", "enisa-ncss-2016", "cmm-2021"];
export const orders = ["share", "year", "name"] as const;
/** As the server allows. */
export const most = 60;

/** What is compared and how it is shown; all of it stands in the address. */
export interface Wanted {
  place?: string[];
  edition?: string[];
  document?: string[];
  vocabulary?: Vocabulary;
  sort?: (typeof orders)[number];
  /** Areas whose elements are folded away. */
  folded?: string[];
  /** The open cell: a document, and an element of the vocabulary. */
  of?: string;
  element?: string;
}

const list = (raw: unknown, fits: (text: string) => boolean) => {
  const values = (Array.isArray(raw) ? raw : [raw]).map((one: unknown) => (typeof one === "number" ? String(one) : one));
  const found = [...new Set(values.filter((one): one is string => typeof one === "string" && fits(one)))];
  return found.length > 0 ? found.slice(0, most) : undefined;
};
const one = <Value extends string>(values: readonly Value[], raw: unknown) => values.find((value) => value === raw);
const code = (raw: unknown) => list(raw, (text) => /^[A-Za-z0-9.-]{1,20}$/.test(text))?.[0];

/** The vocabulary in the address, or none if it is the usual one. */
export function vocabularyIn(raw: Record<string, unknown>): Record<string, unknown> {
  return { vocabulary: one(vocabularies.slice(1), raw.vocabulary) };
}

/** What stands after `?`, with unknown or wrong values dropped. */
export function wantedIn(raw: Record<string, unknown>): Record<string, unknown> {
  return {
    place: list(raw.place, (text) => /^[A-Z]{2,12}$/.test(text)),
    edition: list(raw.edition, isId),
    document: list(raw.document, isId),
    ...vocabularyIn(raw),
    sort: one(orders.slice(1), raw.sort),
    folded: list(raw.folded, (text) => /^[A-Za-z0-9.-]{1,20}$/.test(text)),
    of: list(raw.of, isId)?.[0],
    element: code(raw.element),
  };
}
