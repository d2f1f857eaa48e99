import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import type { Vocabulary } from "../comparing/address";
import { keys } from "../queries";

export type ElementChange = Schemas["ElementChange"];
export type Change = Schemas["Became"];

export const changes: readonly Change[] = ["gained", "lost", "stronger", "weaker", "same"];

export function differencesQuery(former: string, later: string, vocabulary: Vocabulary | undefined, locale: string) {
  const query = { former, later, vocabulary, locale };
  return queryOptions({
    queryKey: [...keys.all, "differences", query] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/differences", { params: { query }, signal })),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}
