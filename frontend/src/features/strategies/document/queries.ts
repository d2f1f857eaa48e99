import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { paged } from "@/api/paged";
import { keys } from "../queries";

export type Card = Schemas["DocumentCard"];
export type Full = Schemas["DocumentFull"];
export type PageText = Schemas["PageRead"];

/** That it was read may be told between loading and listening: while it waits, it is asked for again. */
const AGAIN = 2000;

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.all, "document", id] as const,
    refetchInterval: (now: { state: { data?: Full } }) => now.state.data?.state === "waiting" && AGAIN,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/documents/{document_id}", { params: { path: { document_id: id } }, signal })),
  });
}

export function pageQuery(id: string, number: number) {
  return queryOptions({
    queryKey: [...keys.all, "document", id, "page", number] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/documents/{document_id}/pages/{number}", { params: { path: { document_id: id, number } }, signal })),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** The concepts of each passage on a page. */
export function conceptsQuery(id: string, number: number, locale: string) {
  return queryOptions({
    queryKey: [...keys.all, "document", id, "page", number, "concepts", locale] as const,
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/strategies/documents/{document_id}/pages/{number}/concepts", { params: { path: { document_id: id, number }, query: { locale } }, signal })),
  });
}

/** The documents of an edition, or of a state or body. */
export function documentsQuery(of: { edition_id?: string; place?: string }) {
  return paged([...keys.all, "documents", of] as const, (after, signal) =>
    body(api.GET("/api/v1/strategies/documents", { params: { query: { ...of, limit: 50, after } }, signal })),
  );
}

export const originalOf = (id: string) => `/api/v1/strategies/documents/${id}/original`;
