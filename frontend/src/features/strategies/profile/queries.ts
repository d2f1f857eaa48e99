import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Vocabulary } from "../comparing/wanted";
import { keys } from "../queries";

export function profileQuery(id: string, vocabulary: Vocabulary | undefined, locale: string) {
  const query = { vocabulary, locale };
  return queryOptions({
    queryKey: [...keys.all, "document", id, "profile", query] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/documents/{document_id}/profile", { params: { path: { document_id: id }, query }, signal })),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}
