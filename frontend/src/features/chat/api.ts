import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { everyGroup } from "@/api/lists";
import { everyItem } from "@/api/paged";
import { replayed } from "./live/recent";
import { counted } from "./live/channels";
import { stretchOf } from "./live/stretch";
import type { Channel, MessagePage, Stretch } from "./types";

/** Every query key of chat. */
export const keys = {
  channels: ["chat", "channels"] as const,
  channel: (id: string) => ["chat", "channel", id] as const,
  messages: (id: string) => ["chat", "messages", id] as const,
  message: (id: string) => ["chat", "message", id] as const,
  threads: (id: string) => ["chat", "thread", id] as const,
  thread: (id: string, root: string) => ["chat", "thread", id, root] as const,
  pins: (id: string) => ["chat", "pins", id] as const,
  readers: (id: string) => ["chat", "readers", id] as const,
  archived: ["chat", "archived"] as const,
  groups: ["chat", "groups"] as const,
  presence: ["chat", "presence"] as const,
};

function allChannels(signal: AbortSignal, archived = false): Promise<Channel[]> {
  return everyItem((after) => body(api.GET("/api/v1/channels", { params: { query: { limit: 100, after, archived } }, signal })));
}

/** The channels of my groups and my conversations; the streams keep it up to date. */
export const channelsQuery = queryOptions({
  queryKey: keys.channels,
  queryFn: async ({ signal }) => (await allChannels(signal)).map((channel) => replayed(channel.id, channel, counted)),
  staleTime: Infinity,
});

/** The channels that nobody writes in any more. */
export const archivedQuery = queryOptions({
  queryKey: keys.archived,
  queryFn: async ({ signal }) => (await allChannels(signal, true)).filter((channel) => channel.archived),
});

/** Who would read a channel of a group under a label. */
export const audienceQuery = (group: string, label: Channel["label"], recipients: string[]) =>
  queryOptions({
    queryKey: ["chat", "audience", group, label, recipients],
    queryFn: ({ signal }) => body(api.POST("/api/v1/audience", { body: { group_id: group, label, recipients }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: keys.channel(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/channels/{channel_id}", { params: { path: { channel_id: id } }, signal })),
  });

export const groupsQuery = queryOptions({
  queryKey: keys.groups,
  queryFn: ({ signal }) => everyGroup("mine", signal),
  staleTime: 5 * 60_000,
});

export const presenceQuery = queryOptions({
  queryKey: keys.presence,
  queryFn: ({ signal }) => body(api.GET("/api/v1/presence", { signal })),
  staleTime: 30_000,
});

export const readersQuery = (id: string) =>
  queryOptions({
    queryKey: keys.readers(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/channels/{channel_id}/readers", { params: { path: { channel_id: id } }, signal })),
    staleTime: 60_000,
  });

export type Point = { before: number } | { after: number } | { around: number } | { at: string } | Record<string, never>;

/** A page of messages: the newest, or at a point. */
export function page(id: string, point: Point, signal?: AbortSignal): Promise<MessagePage> {
  const params = { path: { channel_id: id }, query: { limit: 60, ...point } };
  return body(api.GET("/api/v1/channels/{channel_id}/messages", { params, signal }));
}

/** What of a channel is loaded. `start` says where to begin when nothing is. */
export const messagesQuery = (id: string, start: () => Point | Promise<Point> = () => ({})) =>
  queryOptions({
    queryKey: keys.messages(id),
    queryFn: async ({ signal }): Promise<Stretch> => stretchOf(id, await page(id, await start(), signal)),
    staleTime: Infinity,
  });

export const messageQuery = (channelId: string, id: string) =>
  queryOptions({
    queryKey: keys.message(id),
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/channels/{channel_id}/messages/{message_id}", { params: { path: { channel_id: channelId, message_id: id } }, signal })),
    staleTime: 60_000,
  });

export const threadQuery = (id: string, root: string) =>
  queryOptions({
    queryKey: keys.thread(id, root),
    queryFn: async ({ signal }): Promise<Stretch> => {
      const call = (after?: number) =>
        body(api.GET("/api/v1/channels/{channel_id}/threads/{root_id}", { params: { path: { channel_id: id, root_id: root }, query: { after, limit: 100 } }, signal }));
      let part = await call();
      const whole = part;
      while (part.next !== null) {
        part = await call(part.next);
        whole.items.push(...part.items);
      }
      return stretchOf(id, { ...whole, next: null, previous: null });
    },
    staleTime: Infinity,
  });

export const pinsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.pins(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/channels/{channel_id}/pins", { params: { path: { channel_id: id } }, signal })),
  });
