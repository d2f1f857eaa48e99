import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { keys } from "../queries";
import type { Vocabulary, Wanted } from "./address";

export type Comparison = Schemas["Comparison"];
export type Column = Schemas["ComparedText"];
export type ElementRow = Schemas["ElementRow"];
export type Cell = Schemas["Cell"];
export type Passage = Schemas["CountingPassage"];

export * from "./address";

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
