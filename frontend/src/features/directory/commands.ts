import { Building2, UserRound, UsersRound } from "lucide-react";
import { api, body } from "@/api/client";
import { countryName, text } from "@/i18n";
import type { CommandProvider } from "@/ui/CommandPalette";

/** Inside the application without loading it again: the router listens to what is pushed onto the history. */
function go(path: string): void {
  window.history.pushState(null, "", path);
}

const limit = 5;
const name = (key: `command.${string}`) => text(`directory:${key}`);

/** People, organisations and groups by name. */
export function commandProviders(): CommandProvider[] {
  return [
    {
      id: "people",
      title: name("command.people"),
      search: async (q, signal) => {
        if (q.length < 2) return [];
        const found = await body(api.GET("/api/v1/people", { params: { query: { q, limit } }, signal }));
        return found.items.map((one) => ({
          id: `person-${one.id}`, title: one.name, icon: UserRound, detail: one.organisations[0]?.acronym || one.organisations[0]?.name,
          run: () => go(`/directory/people/${one.id}`),
        }));
      },
    },
    {
      id: "organisations",
      title: name("command.organisations"),
      search: async (q, signal) => {
        if (q.length < 2) return [];
        const found = await body(api.GET("/api/v1/organisations", { params: { query: { q, limit } }, signal }));
        return found.items.map((one) => ({
          id: `organisation-${one.id}`, title: one.acronym ? `${one.acronym} · ${one.name}` : one.name, icon: Building2,
          detail: one.country ? countryName(one.country) : undefined, run: () => go(`/directory/organisations/${one.id}`),
        }));
      },
    },
    {
      id: "groups",
      title: name("command.groups"),
      search: async (q, signal) => {
        if (q.length < 2) return [];
        const found = await body(api.GET("/api/v1/groups", { params: { query: { scope: "all", q, limit } }, signal }));
        return found.items.map((one) => ({ id: `group-${one.id}`, title: one.name, icon: UsersRound, run: () => go(`/directory/groups/${one.id}`) }));
      },
    },
  ];
}
