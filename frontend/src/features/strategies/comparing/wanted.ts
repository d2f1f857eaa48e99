import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { isId } from "@/api/ids";
import type { Schemas } from "@/api/types";
import { keys } from "../queries";

export type Comparison = Schemas["Comparison"];
export type Column = Schemas["ComparedText"];
export type ElementRow = Schemas["ElementRow"];
export type Cell = Schemas["Cell"];
export type Vocabulary = Schemas["VocabularyId"];
export type Passage = Schemas["CountingPassage"];

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

/** What the API takes of it. */
export function asked({ place, edition, document, vocabulary }: Wanted, locale: string) {
  return { place, edition_id: edition, document_id: document, vocabulary, locale };
}

export const chosen = ({ place = [], edition = [], document = [] }: Wanted) => place.length + edition.length + document.length;

export function comparisonQuery(wanted: Wanted, locale: string) {
  const query = asked(wanted, locale);
  return queryOptions({
    queryKey: [...keys.all, "comparison", query] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/comparison", { params: { query }, signal })),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** The address of the comparison as a file. */
export function fileOf(format: "xlsx" | "pdf", wanted: Wanted, locale: string): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(asked(wanted, locale))) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) query.append(name, each);
  }
  return `/api/v1/strategies/comparison/export?${query.toString()}`;
}

/** What a list of passages is about: an element of a vocabulary, or a concept. */
export interface About {
  document: string;
  element?: string;
  concept?: string;
  vocabulary?: Vocabulary;
}

const few = 20;

export function countingQuery({ document, element, concept, vocabulary }: About, locale: string) {
  const about = { document_id: document, element, concept, vocabulary, locale };
  return infiniteQueryOptions({
    queryKey: [...keys.all, "comparison", "passages", about] as const,
    queryFn: ({ pageParam, signal }) =>
      body(api.GET("/api/v1/strategies/comparison/passages", { params: { query: { ...about, limit: few, offset: pageParam } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const shown = pages.reduce((sum, each) => sum + each.items.length, 0);
      return page.items.length > 0 && shown < page.total ? shown : undefined;
    },
  });
}
