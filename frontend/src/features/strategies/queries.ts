import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body, tagged } from "@/api/client";
import { paged } from "@/api/paged";
import { useLocale } from "@/i18n";
import type { Filters, Place } from "./vocabulary";

export const keys = {
  all: ["strategies"] as const,
  editions: (filters: Filters) => ["strategies", "editions", filters] as const,
  edition: (id: string) => ["strategies", "edition", id] as const,
  changes: (id: string) => ["strategies", "edition", id, "changes"] as const,
  places: (every: boolean) => ["strategies", "places", every] as const,
  place: (code: string) => ["strategies", "place", code] as const,
};

/** The filters as the API takes them: of each, any of several. */
export function asked({ q, place, subregion, kind, status, language, year, state }: Filters) {
  const one = <Value>(value: Value | undefined) => (value === undefined ? undefined : [value]);
  return {
    q, place: one(place), subregion: one(subregion), kind: one(kind), status: one(status), language: one(language),
    state: one(state), year_from: year, year_to: year,
  };
}

/** The address of an export or feed of what the list shows. */
export function addressOf(file: string, filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked(filters))) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  }
  return `/api/v1/strategies/${file}?${query.toString()}`;
}

export function editionsQuery(filters: Filters) {
  return paged(
    keys.editions(filters),
    (after, signal) =>
      body(api.GET("/api/v1/strategies/editions", { params: { query: { ...asked(filters), sort: filters.sort, limit: 50, after } }, signal })),
    { keep: true },
  );
}

export function editionQuery(id: string) {
  return queryOptions({
    queryKey: keys.edition(id),
    queryFn: ({ signal }) => tagged(api.GET("/api/v1/strategies/editions/{edition_id}", { params: { path: { edition_id: id } }, signal })),
  });
}

export function changesQuery(id: string) {
  return queryOptions({
    queryKey: keys.changes(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/editions/{edition_id}/changes", { params: { path: { edition_id: id } }, signal })),
  });
}

/** `every` also gives the states of which there is nothing yet, to choose from. */
export function placesQuery(every = false) {
  return queryOptions({
    queryKey: keys.places(every),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/places", { params: { query: { all: every } }, signal })),
    staleTime: 60_000,
  });
}

export function placeQuery(code: string) {
  return queryOptions({
    queryKey: keys.place(code),
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/places/{code}", { params: { path: { code } }, signal })),
  });
}

/** Writes a state's or body's name in the person's language; its code until the names are there. */
export function usePlaceName(): (code: string) => string {
  const locale = useLocale();
  const places = useQuery(placesQuery(true)).data;
  return (code) => nameIn(places?.find((one) => one.code === code), locale) ?? code;
}

export function nameIn(place: Pick<Place, "names"> | undefined, locale: string): string | undefined {
  return place?.names[locale] ?? place?.names.en;
}
