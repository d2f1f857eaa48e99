import { api, body } from "@/api/client";
import type { Suggestion } from "@/ui/useSuggestions";
import type { Channel } from "./types";

/** People to write to or to name. */
export async function people(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const found = await body(api.GET("/api/v1/people", { params: { query: { q, limit: 12 } }, signal }));
  return found.items.map((person) => ({
    id: person.id,
    kind: "person",
    label: person.name,
    detail: person.organisations.map((one) => one.acronym || one.name).join(", "),
    country: person.organisations[0]?.country ?? undefined,
  }));
}

async function whom(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const teams = body(api.GET("/api/v1/organisations", { params: { query: { q, limit: 4 } }, signal }));
  const persons = await people(q, signal);
  return [
    ...persons.slice(0, 6),
    ...(await teams).items.map((team) => ({
      id: team.id,
      kind: "organisation",
      label: team.acronym || team.name,
      detail: team.acronym ? team.name : undefined,
      country: team.country ?? undefined,
    })),
  ];
}

async function what(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const found = await body(api.GET("/api/v1/search", { params: { query: { q, kind: ["topic"], limit: 8 } }, signal }));
  return found.items.map((one) => ({ id: one.id, kind: "topic", label: one.title.map((piece) => piece.text).join(""), detail: one.label ?? undefined }));
}

/** What can be named in a message: people and teams with `@`, topics with `#`. */
export const mentions = { "@": whom, "#": what };

/** The others in a conversation, in the order of their names. */
export function others(channel: Channel, me: string) {
  return channel.people.filter((person) => person.id !== me).sort((a, b) => a.name.localeCompare(b.name));
}
