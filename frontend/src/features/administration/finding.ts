import { api, body } from "@/api/client";
import type { Suggestion } from "@/ui/useSuggestions";

/** Organisations as one types. */
export async function findOrganisations(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const found = await body(api.GET("/api/v1/organisations", { params: { query: { q, limit: 8 } }, signal }));
  return found.items.map((one) => ({ id: one.id, label: one.acronym || one.name, detail: one.name, country: one.country ?? undefined, kind: "organisation" }));
}

/** People as one types. */
export async function findPeople(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const found = await body(api.GET("/api/v1/people", { params: { query: { q, limit: 8 } }, signal }));
  return found.items.map((one) => ({ id: one.id, label: one.name, detail: one.organisations[0]?.name, country: one.organisations[0]?.country ?? undefined, kind: "person" }));
}
