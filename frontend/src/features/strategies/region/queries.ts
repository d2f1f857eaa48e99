import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import type { Vocabulary } from "../comparing/wanted";
import { keys } from "../queries";

export type State = Schemas["MemberState"];

export function regionQuery(vocabulary: Vocabulary | undefined) {
  return queryOptions({
    queryKey: [...keys.all, "region", vocabulary] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/region", { params: { query: { vocabulary } }, signal })),
    staleTime: 60_000,
  });
}

/** The address of the region as a file. */
export function regionFileOf(format: "xlsx" | "pdf", vocabulary: Vocabulary | undefined, locale: string): string {
  const query = new URLSearchParams({ format, ...(vocabulary && { vocabulary }), locale });
  return `/api/v1/strategies/region/export?${query.toString()}`;
}
