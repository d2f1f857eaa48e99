import { Search, Users } from "lucide-react";
import { api, body } from "@/api/client";
import { text, type Values } from "@/i18n";
import type en from "./i18n/en.json";
import { go } from "./go";
import type { Command, CommandProvider } from "@/ui/CommandPalette";
import { iconOf, isKind, kinds, plain, type Answer, type Found } from "./search";

/** The palette names its groups before this feature's own texts are loaded: `command.*` come with the shell. */
const early = (key: keyof typeof en, values?: Values) => text(`search:${key}`, values);

let last: { q: string; signal: AbortSignal; answer: Promise<Answer> } | null = null;

/** One request for all the groups of results that the palette shows for the same words. */
function ask(q: string, signal: AbortSignal): Promise<Answer> {
  if (last?.q !== q || last.signal !== signal) {
    last = { q, signal, answer: body(api.GET("/api/v1/search", { params: { query: { q, limit: 20 } }, signal })) };
  }
  return last.answer;
}

function command(found: Found): Command {
  return {
    id: found.id,
    title: plain(found.title),
    pieces: found.title.some((piece) => piece.hit) ? found.title : undefined,
    detail: found.subtitle || undefined,
    icon: iconOf(found.kind),
    label: found.label ?? undefined,
    run: () => go(found.url),
  };
}

const most = 6;

function ofKind(title: string, id: string, mine: (found: Found) => boolean): CommandProvider {
  return {
    id: `search-${id}`,
    title,
    search: async (q, signal) => {
      if (q.length < 2) return [];
      const answer = await ask(q, signal);
      return [...answer.named, ...answer.items].filter(mine).slice(0, most).map(command);
    },
  };
}

/** What the palette can go to: sharing groups, everything found, and the page with all results. */
export function commandProviders(): CommandProvider[] {
  const groups: CommandProvider = {
    id: "search-groups",
    title: early("command.groups"),
    order: 10,
    search: async (q, signal) => {
      const found = await body(api.GET("/api/v1/groups", { params: { query: { scope: "mine", q, limit: 5 } }, signal }));
      return found.items.map((group) => ({
        id: group.id,
        title: group.name,
        icon: Users,
        run: () => go(`/forum/groups/${group.id}`),
      }));
    },
  };
  const all: CommandProvider = {
    id: "search-all",
    title: early("command.more"),
    search: (q) =>
      q.length < 2
        ? []
        : [{ id: "all", title: early("command.all", { q }), icon: Search, run: () => go(`/search?q=${encodeURIComponent(JSON.stringify(q))}`) }],
  };
  return [
    groups,
    ...kinds.filter((kind) => kind !== "group").map((kind) => ofKind(early(`command.kind.${kind}`), kind, (found) => found.kind === kind)),
    ofKind(early("command.kind.other"), "other", (found) => !isKind(found.kind)),
    all,
  ];
}
