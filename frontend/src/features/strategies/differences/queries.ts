import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { idOf } from "@/api/ids";
import type { Schemas } from "@/api/types";
import { vocabularyIn, type Vocabulary } from "../comparing/wanted";
import { keys } from "../queries";

export type ElementChange = Schemas["ElementChange"];
export type Change = Schemas["Became"];

export const changes: readonly Change[] = ["gained", "lost", "stronger", "weaker", "same"];

/** What stands after `?`, with unknown or wrong values dropped. */
export function editionsIn(raw: Record<string, unknown>): Record<string, unknown> {
  return { former: idOf(raw.former), later: idOf(raw.later), ...vocabularyIn(raw) };
}

export function differencesQuery(former: string, later: string, vocabulary: Vocabulary | undefined, locale: string) {
  const query = { former, later, vocabulary, locale };
  return queryOptions({
    queryKey: [...keys.all, "differences", query] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/differences", { params: { query }, signal })),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}
