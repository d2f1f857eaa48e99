import { api, body } from "@/api/client";
import { suggested } from "@/ui/people";
import type { Suggestion } from "@/ui/useSuggestions";

/** People and teams to name with `@`. */
async function whom(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const [people, teams] = await Promise.all([
    body(api.GET("/api/v1/people", { params: { query: { q, limit: 6 } }, signal })),
    body(api.GET("/api/v1/organisations", { params: { query: { q, limit: 4 } }, signal })),
  ]);
  return [
    ...people.items.map(suggested),
    ...teams.items.map((team) => ({
      id: team.id,
      kind: "organisation",
      label: team.acronym || team.name,
      detail: team.acronym ? team.name : undefined,
      country: team.country ?? undefined,
    })),
  ];
}

/** Topics to name with `#`. */
async function what(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const found = await body(api.GET("/api/v1/search", { params: { query: { q, kind: ["topic"], limit: 8 } }, signal }));
  return found.items.map((one) => ({
    id: one.id,
    kind: "topic",
    label: one.title.map((piece) => piece.text).join(""),
    detail: [one.label, one.subtitle].filter(Boolean).join(" · "),
  }));
}

export const mentions = { "@": whom, "#": what };
