import { queryOptions, keepPreviousData } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { keys } from "../queries";
import { facetNames, type Wanted } from "./address";

export * from "./address";

export type Found = Schemas["PassagesFound"];
export type FoundDocument = Schemas["DocumentFound"];
export type Seen = Schemas["ConceptSeen"];

export function narrowed(wanted: Wanted): number {
  return facetNames.reduce((sum, name) => sum + (wanted[name]?.length ?? 0), wanted.document ? 1 : 0);
}

export function passagesQuery({ year, sort, ...wanted }: Wanted, locale: string, limit: number) {
  return queryOptions({
    queryKey: [...keys.all, "passages", { ...wanted, year, sort }, locale, limit] as const,
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/strategies/passages", { params: { query: { ...wanted, year: year?.map(Number), sort, locale, limit } }, signal })),
    placeholderData: keepPreviousData,
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
