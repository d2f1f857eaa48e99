import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { keys } from "../queries";
import { facetNames, type Wanted } from "./address";

export * from "./address";

export type Found = Schemas["PassagesFound"];
export type FoundDocument = Schemas["DocumentFound"];
export type Seen = Schemas["ConceptSeen"];
export type WordSeen = Schemas["WordSeen"];

/** Stands among the concepts that are switched off when words are looked for only as they are typed. */
export const asTyped = "words";

export function narrowed(wanted: Wanted): number {
  return facetNames.reduce((sum, name) => sum + (wanted[name]?.length ?? 0), wanted.document ? 1 : 0);
}

/** Whether nothing is looked for yet: the answer then counts everything, and lists what nobody asked for. */
export function isIdle(wanted: Wanted): boolean {
  return !wanted.q && narrowed(wanted) === 0;
}

/** What is shown until an answer is there: the one before, but none of its documents if nothing had been asked then. */
export function meanwhile(before: Found | undefined, asked: Wanted): Found | undefined {
  return before && isIdle(asked) ? { ...before, items: [] } : before;
}

export function passagesQuery({ year, sort, ...wanted }: Wanted, locale: string, limit: number) {
  return queryOptions({
    queryKey: [...keys.all, "passages", { ...wanted, year, sort }, locale, limit] as const,
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/strategies/passages", { params: { query: { ...wanted, year: year?.map(Number), sort, locale, limit } }, signal })),
    placeholderData: (before, query) => (query ? meanwhile(before, query.queryKey[query.queryKey.length - 3] as Wanted) : undefined),
  });
}

/** What concepts and elements are called. */
export function vocabularyQuery(locale: string) {
  return queryOptions({
    queryKey: [...keys.all, "vocabulary", locale] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/vocabulary", { params: { query: { locale } }, signal })),
    staleTime: Infinity,
  });
}
