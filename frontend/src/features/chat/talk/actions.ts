import type { QueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { placed } from "../live/stretch";
import type { Channel, Message, Reaction, Stretch } from "../types";

/** Changes a message everywhere that it is loaded. */
export function patch(client: QueryClient, channel: string, id: string, change: (message: Message) => Message): void {
  const each = (now: Stretch | undefined) =>
    now && { ...now, items: now.items.map((message) => (message.id === id ? change(message) : message)) };
  client.setQueryData(keys.messages(channel), each);
  client.setQueriesData({ queryKey: keys.threads(channel) }, each);
}

function put(client: QueryClient, message: Message): void {
  const each = (now: Stretch | undefined) =>
    now?.items.some((one) => one.id === message.id) ? placed(now, message) : now;
  client.setQueryData(keys.messages(message.channel_id), each);
  client.setQueriesData({ queryKey: keys.threads(message.channel_id) }, each);
}

function toggled(reactions: Reaction[], emoji: string, me: string, on: boolean): Reaction[] {
  const known = reactions.some((one) => one.emoji === emoji);
  const all = known ? reactions : [...reactions, { emoji, people: [] }];
  return all
    .map((one) => {
      if (one.emoji !== emoji) return one;
      const others = one.people.filter((person) => person !== me);
      return { emoji, people: on ? [...others, me] : others };
    })
    .filter((one) => one.people.length > 0);
}

/** Shows the reaction at once, and takes it back when the server refuses. */
export async function react(client: QueryClient, message: Message, emoji: string, me: string, on: boolean): Promise<void> {
  const { channel_id, id, reactions: before } = message;
  patch(client, channel_id, id, (one) => ({ ...one, reactions: toggled(one.reactions, emoji, me, on) }));
  const params = { path: { channel_id, message_id: id, emoji } };
  const path = "/api/v1/channels/{channel_id}/messages/{message_id}/reactions/{emoji}" as const;
  try {
    const reactions = await body(on ? api.PUT(path, { params }) : api.DELETE(path, { params }));
    patch(client, channel_id, id, (one) => ({ ...one, reactions }));
  } catch (error) {
    patch(client, channel_id, id, (one) => ({ ...one, reactions: before }));
    toast.failed(error);
  }
}

export async function pin(client: QueryClient, message: Message, on: boolean): Promise<void> {
  const params = { path: { channel_id: message.channel_id, message_id: message.id } };
  const path = "/api/v1/channels/{channel_id}/messages/{message_id}/pin" as const;
  try {
    put(client, await body(on ? api.PUT(path, { params }) : api.DELETE(path, { params })));
    void client.invalidateQueries({ queryKey: keys.pins(message.channel_id) });
  } catch (error) {
    toast.failed(error);
  }
}

export async function remove(client: QueryClient, message: Message): Promise<void> {
  const params = { path: { channel_id: message.channel_id, message_id: message.id } };
  put(client, await body(api.DELETE("/api/v1/channels/{channel_id}/messages/{message_id}", { params })));
}

export async function rewrite(client: QueryClient, message: Message, text: string): Promise<void> {
  const params = { path: { channel_id: message.channel_id, message_id: message.id }, header: { "if-match": `"${message.version}"` } };
  put(client, await body(api.PATCH("/api/v1/channels/{channel_id}/messages/{message_id}", { params, body: { body: text } })));
}

/** Says how far I have read; a lower number marks as unread. */
export async function markRead(client: QueryClient, channel: string, seq: number): Promise<void> {
  const read = await body(api.PUT("/api/v1/channels/{channel_id}/read", { params: { path: { channel_id: channel } }, body: { seq } }));
  const each = (one: Channel) => (one.id === channel ? { ...one, ...read } : one);
  client.setQueryData(keys.channels, (list: Channel[] | undefined) => list?.map(each));
  client.setQueryData(keys.channel(channel), (one: Channel | undefined) => one && each(one));
}

export function linkTo(message: Message): string {
  return `${window.location.origin}/chat/${message.channel_id}?message=${message.id}`;
}
