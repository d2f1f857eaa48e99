import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body, tagged } from "@/api/client";
import { paged } from "@/api/paged";
import { countryName } from "@/i18n";
import type { Suggestion } from "@/ui/useSuggestions";
import type { Filters } from "./vocabulary";

export const keys = {
  all: ["directory"] as const,
  organisations: (filters: Filters) => ["directory", "organisations", filters] as const,
  organisation: (id: string) => ["directory", "organisation", id] as const,
  people: (filters: Filters) => ["directory", "people", filters] as const,
  person: (id: string) => ["directory", "person", id] as const,
  groups: ["directory", "groups"] as const,
  group: (id: string) => ["directory", "group", id] as const,
  invitations: ["directory", "invitations"] as const,
};

export const countriesQuery = queryOptions({
  queryKey: ["directory", "countries"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/countries", { signal })),
  staleTime: 10 * 60_000,
});

/** The member states, by their names in the person's language. */
export function useCountryOptions(): { value: string; label: string }[] {
  const countries = useQuery(countriesQuery).data ?? [];
  return countries.map(({ iso3 }) => ({ value: iso3, label: countryName(iso3) })).sort((a, b) => a.label.localeCompare(b.label));
}

export function organisationsQuery({ confirm, ...filters }: Filters) {
  return paged(
    keys.organisations({ confirm, ...filters }),
    (after, signal) => body(api.GET("/api/v1/organisations", { params: { query: { ...filters, needs_confirmation: confirm, limit: 100, after } }, signal })),
    { keep: true },
  );
}

export function organisationQuery(id: string) {
  return queryOptions({
    queryKey: keys.organisation(id),
    queryFn: ({ signal }) => tagged(api.GET("/api/v1/organisations/{organisation_id}", { params: { path: { organisation_id: id } }, signal })),
  });
}

export function peopleQuery({ q, country }: Filters) {
  return paged(
    keys.people({ q, country }),
    (after, signal) => body(api.GET("/api/v1/people", { params: { query: { q, country, limit: 100, after } }, signal })),
    { keep: true },
  );
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: keys.person(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/people/{person_id}", { params: { path: { person_id: id } }, signal })),
  });
}

export function groupsQuery(scope: "mine" | "listed", q?: string) {
  return paged(
    [...keys.groups, scope, q],
    (after, signal) => body(api.GET("/api/v1/groups", { params: { query: { scope, q, limit: 100, after } }, signal })),
    { keep: true },
  );
}

export function groupQuery(id: string) {
  return queryOptions({
    queryKey: keys.group(id),
    queryFn: ({ signal }) => tagged(api.GET("/api/v1/groups/{group_id}", { params: { path: { group_id: id } }, signal })),
  });
}

export function groupMembersQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.group(id), "members"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/members", { params: { path: { group_id: id } }, signal })),
  });
}

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: ({ signal }) => body(api.GET("/api/v1/group-invitations", { signal })),
});

/** Organisations as one types. */
export async function findOrganisations(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const { items } = await body(api.GET("/api/v1/organisations", { params: { query: { q, limit: 6 } }, signal }));
  return items.map((one) => ({ id: one.id, label: one.acronym || one.name, detail: one.name, country: one.country ?? undefined, kind: "organisation" }));
}

/** Organisations and people as one types, for inviting. */
export async function findAnyone(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const [organisations, people] = await Promise.all([
    findOrganisations(q, signal),
    body(api.GET("/api/v1/people", { params: { query: { q, limit: 6 } }, signal })),
  ]);
  return [
    ...organisations,
    ...people.items.map((one) => ({ id: one.id, label: one.name, detail: one.organisations[0]?.name, country: one.organisations[0]?.country ?? undefined, kind: "person" })),
  ];
}
