import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { paged } from "@/api/paged";
import { keys } from "../queries";
import type { Narrowed } from "./address";

export * from "./address";

export function allDocumentsQuery(narrowed: Narrowed) {
  return paged([...keys.all, "documents", "all", narrowed] as const, (after, signal) =>
    body(api.GET("/api/v1/strategies/documents", { params: { query: { ...narrowed, limit: 50, after } }, signal })),
  );
}

/** The editions of a state or body, to say which one a document is the text of. */
export function editionsOfQuery(place: string) {
  return queryOptions({
    queryKey: [...keys.all, "editions-of", place] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/editions", { params: { query: { place: [place], limit: 100 } }, signal })),
    enabled: place !== "",
  });
}
