import { QueryObserver, type QueryClient } from "@tanstack/react-query";
import type { LiveStream, StreamEvent } from "@/api/stream";
import type { Me } from "@/api/me";
import { channelsQuery, keys } from "../api";
import type { Channel, Stretch } from "../types";
import { countFor, counted, readUpTo } from "./channels";
import { isChatEvent, type ChatEvent } from "./events";
import { forgetRecent, remember } from "./recent";
import { heard, heardInThread } from "./stretch";

let counting: ReturnType<typeof setTimeout> | undefined;

/** Asks for the list again, once for many reasons. */
function listSoon(client: QueryClient): void {
  counting ??= setTimeout(() => {
    counting = undefined;
    void client.invalidateQueries({ queryKey: keys.channels });
  }, 400);
}

function inList(client: QueryClient, id: string, change: (channel: Channel) => Channel): void {
  const each = (list: Channel[] | undefined) => list?.map((one) => (one.id === id ? change(one) : one));
  client.setQueryData(channelsQuery.queryKey, each);
  client.setQueryData(keys.channel(id), (one: Channel | undefined) => one && change(one));
}

/** Takes what happened in a channel into everything that is loaded of it. Hearing it twice changes nothing. */
export function take(client: QueryClient, channel: string, event: ChatEvent): void {
  remember(channel, event);
  client.setQueryData(keys.messages(channel), (now: Stretch | undefined) => now && heard(now, event));
  for (const query of client.getQueryCache().findAll({ queryKey: keys.threads(channel) })) {
    const reduce = heardInThread(String(query.queryKey[3]));
    client.setQueryData(query.queryKey, (now: Stretch | undefined) => now && reduce(now, event));
  }
  inList(client, channel, (one) => counted(one, event));
  if (event.type === "chat.message.pinned" || event.type === "chat.message.deleted") {
    void client.invalidateQueries({ queryKey: keys.pins(channel) });
  }
  // Whether a deleted message was among the unread ones is the server's to count.
  if (event.type === "chat.message.deleted") listSoon(client);
}

/** Too much was missed: what is loaded of the channel is loaded again. */
export function reload(client: QueryClient, channel: string): void {
  void client.resetQueries({ queryKey: keys.messages(channel) });
  void client.invalidateQueries({ queryKey: keys.threads(channel) });
  void client.invalidateQueries({ queryKey: keys.pins(channel) });
  listSoon(client);
}

/** What the lists hear of: channels made and changed, people coming and going, what I read on another screen. */
export function takeNews(client: QueryClient, event: StreamEvent): void {
  const data = event.data as { id?: string; read_seq?: number } & Partial<Channel>;
  if (!data.id || !event.type.startsWith("chat.channel.")) return;
  if (event.type === "chat.channel.changed") {
    const { name, topic, label, archived, version } = data as Channel;
    inList(client, data.id, (one) => ({ ...one, name, topic, label, archived, version, may_write: one.may_write && !archived }));
    void client.invalidateQueries({ queryKey: keys.readers(data.id) });
  } else if (event.type === "chat.channel.read") {
    const seq = data.read_seq ?? 0;
    inList(client, data.id, (one) => {
      const read = readUpTo(one, seq);
      if (!read) listSoon(client);
      return read ?? { ...one, read_seq: seq };
    });
    return;
  } else if (event.type === "chat.channel.people") {
    void client.invalidateQueries({ queryKey: keys.channel(data.id) });
    void client.invalidateQueries({ queryKey: keys.readers(data.id) });
  }
  listSoon(client);
}

interface Running {
  users: number;
  stop: () => void;
}

const running = new WeakMap<LiveStream, Running>();

function start(live: LiveStream, client: QueryClient, me: Me): () => void {
  forgetRecent();
  countFor({ person: me.person.id, names: me.organisations.map((one) => one.id) });
  const news = { onEvent: (event: StreamEvent) => takeNews(client, event), onReset: () => listSoon(client) };
  const stops = ["me", ...me.streams.filter((name) => !name.startsWith("person:"))].map((name) => live.subscribe(name, news));
  const listening = new Map<string, () => void>();
  const listen = ({ id, last_message: last }: Channel) => {
    if (listening.has(id)) return;
    const listener = {
      onEvent: (event: StreamEvent) => isChatEvent(event) && take(client, id, event),
      onReset: () => reload(client, id),
      onLost: () => {
        listening.delete(id);
        listSoon(client);
      },
    };
    // The list holds everything up to its last message, so listening begins there and misses nothing.
    listening.set(id, live.subscribe(`channel:${id}`, listener, last?.seq));
  };
  const observer = new QueryObserver(client, channelsQuery);
  const follow = (list: Channel[] | undefined) => list?.forEach(listen);
  follow(observer.getCurrentResult().data);
  stops.push(observer.subscribe((result) => follow(result.data)));
  return () => [...stops, ...listening.values()].forEach((stop) => stop());
}

/** Keeps all lists of channels and all open conversations up to date, however often it is asked for. */
export function follow(live: LiveStream, client: QueryClient, me: Me): () => void {
  const now = running.get(live) ?? { users: 0, stop: start(live, client, me) };
  now.users += 1;
  running.set(live, now);
  return () => {
    now.users -= 1;
    if (now.users > 0) return;
    running.delete(live);
    now.stop();
  };
}
