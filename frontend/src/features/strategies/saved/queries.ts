import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import type { Wanted } from "../finding/wanted";
import { keys } from "../queries";

export type Saved = Schemas["SavedSearchRead"];

/** One's own saved searches, by name. */
export function savedQuery() {
  return queryOptions({
    queryKey: [...keys.all, "saved"] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/searches", { signal })),
  });
}

/** The search of an address as it is kept. One document is no search: what is new is never in it. */
export function keptOf({ place = [], subregion = [], kind = [], status = [], language = [], element = [], objective = [], factor = [], concept = [], without = [], ...wanted }: Wanted, locale: string): Saved["wanted"] {
  const { q = "", year = [], sort = "relevance" } = wanted;
  return { q, locale, place, subregion, kind, status, language, year: year.map(Number), element, objective, factor, concept, without, sort };
}

/** The address of a search that was kept. */
export function searchOf(kept: Saved["wanted"]): Wanted {
  const { year = [], sort, ...wanted } = { ...kept, locale: undefined };
  const filled = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value && value.length > 0)) as Wanted;
  return { ...filled, year: year.length > 0 ? year.map(String) : undefined, sort: sort === "relevance" ? undefined : sort };
}
