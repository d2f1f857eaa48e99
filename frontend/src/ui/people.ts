import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import type { Suggestion, SuggestionSource } from "./useSuggestions";

type Person = Schemas["PersonCard"];

/** A person as a thing to choose. */
export function suggested(person: Person): Suggestion {
  return {
    id: person.id,
    kind: "person",
    label: person.name,
    detail: person.organisations.map((one) => one.acronym || one.name).join(", "),
    country: person.organisations[0]?.country ?? undefined,
  };
}

/** People only, for choosing who is named under TLP:RED: those of the group's teams before its constituents. */
export function peopleOf(members: Schemas["GroupMemberRead"][] | undefined): SuggestionSource<Suggestion> {
  const inside = new Set(members?.flatMap((one) => [one.organisation?.id, one.person?.id]));
  const belongs = (person: Person) => inside.has(person.id) || person.organisations.some((one) => inside.has(one.id));
  return async (q, signal) => {
    const found = await body(api.GET("/api/v1/people", { params: { query: { q, limit: 100 } }, signal }));
    const [first, others] = [found.items.filter(belongs), found.items.filter((person) => !belongs(person))];
    return [...first, ...(q ? others : [])].slice(0, 12).map(suggested);
  };
}
