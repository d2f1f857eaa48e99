import { api, body } from "@/api/client";
import type { Suggestion, SuggestionSource } from "@/ui/useSuggestions";
import type { GroupMember, Person } from "../types";

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

function suggested(person: Person): Suggestion {
  return {
    id: person.id,
    kind: "person",
    label: person.name,
    detail: person.organisations.map((one) => one.acronym || one.name).join(", "),
    country: person.organisations[0]?.country ?? undefined,
  };
}

/** People only, for choosing who is named on a TLP:RED topic: those of the group's teams before its constituents. */
export function peopleOf(members: GroupMember[] | undefined): SuggestionSource<Suggestion> {
  const inside = new Set(members?.flatMap((one) => [one.organisation?.id, one.person?.id]));
  const belongs = (person: Person) => inside.has(person.id) || person.organisations.some((one) => inside.has(one.id));
  return async (q, signal) => {
    const found = await body(api.GET("/api/v1/people", { params: { query: { q, limit: 100 } }, signal }));
    const [first, others] = [found.items.filter(belongs), found.items.filter((person) => !belongs(person))];
    return [...first, ...(q ? others : [])].slice(0, 12).map(suggested);
  };
}
