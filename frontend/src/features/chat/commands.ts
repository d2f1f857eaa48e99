import { Hash, MessageCircle } from "lucide-react";
import { api, body } from "@/api/client";
import { everyItem } from "@/api/paged";
import { text } from "@/i18n";
import type { Command, CommandProvider } from "@/ui/CommandPalette";
import type en from "./i18n/en.json";
import type { Channel } from "./types";

/** The palette names its groups before this feature's own texts are loaded: `command.*` come with the shell. */
const early = (key: keyof typeof en) => text(`chat:${key}`);

function fold(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Inside the application without loading it again: the router listens to what is pushed onto the history. */
function go(path: string): void {
  window.history.pushState(null, "", path);
}

let kept: { at: number; channels: Promise<Channel[]> } | null = null;

/** Asked once for what is typed into one search. */
function channels(): Promise<Channel[]> {
  if (!kept || Date.now() - kept.at > 15_000) {
    const found = everyItem((after) => body(api.GET("/api/v1/channels", { params: { query: { limit: 100, after } } })));
    kept = { at: Date.now(), channels: found };
  }
  return kept.channels;
}

function command(channel: Channel): Command {
  const names = channel.people.map((person) => person.name).join(", ");
  return {
    id: channel.id,
    title: channel.direct ? names : channel.general ? early("command.general") : channel.name,
    detail: channel.topic || undefined,
    icon: channel.direct ? MessageCircle : Hash,
    label: channel.label,
    run: () => go(`/chat/${channel.id}`),
  };
}

/** What chat adds to the search over everything: going to a channel or a conversation. */
export function commandProviders(): CommandProvider[] {
  return [
    {
      id: "chat",
      title: early("command.title"),
      search: async (query) => {
        if (query === "") return [];
        const wanted = fold(query);
        return (await channels()).map(command).filter((one) => fold(one.title).includes(wanted)).slice(0, 6);
      },
    },
  ];
}
