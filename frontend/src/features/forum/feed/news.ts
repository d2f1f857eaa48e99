import type { QueryClient } from "@tanstack/react-query";
import type { LiveStream, StreamEvent } from "@/api/stream";
import type { Me } from "@/api/me";
import { keys, topicQuery } from "../api";
import type { Filters, Topic, TopicCard } from "../types";
import { changed, fits, found, merged, placed, without, type Feed } from "./merge";

/** Changes every list of topics that is loaded. */
export function inFeeds(client: QueryClient, change: (feed: Feed, filters: Filters) => Feed): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ["forum", "topics"] })) {
    const feed = query.state.data as Feed | undefined;
    if (feed) client.setQueryData(query.queryKey, change(feed, (query.queryKey[2] ?? {}) as Filters));
  }
}

/** Says everywhere how far a topic is read. */
export function markRead(client: QueryClient, id: string, number: number): void {
  const read = (card: TopicCard): TopicCard => {
    const upTo = Math.max(card.last_read, number);
    return { ...card, last_read: upTo, unread: Math.max(0, card.posts - upTo) };
  };
  inFeeds(client, (feed) => changed(feed, id, read));
  client.setQueryData(keys.topic(id), (topic: Topic | undefined) => topic && { ...topic, ...read(topic) });
  void client.invalidateQueries({ queryKey: keys.news });
}

let counting: ReturnType<typeof setTimeout> | undefined;

/** Many posts a minute ask for the counts once. */
function countSoon(client: QueryClient): void {
  counting ??= setTimeout(() => {
    counting = undefined;
    void client.invalidateQueries({ queryKey: keys.news });
  }, 1500);
}

function take(client: QueryClient, me: Me, fresh: TopicCard): void {
  const mine = fresh.last_author?.id === me.person.id;
  inFeeds(client, (feed, filters) => {
    const old = found(feed, fresh.id);
    const card = merged(old, fresh, mine);
    if (old && !fits(card, { ...filters, unread: undefined, awaiting: undefined, flagged: undefined })) return without(feed, fresh.id);
    return old || fits(card, filters) ? placed(feed, card) : feed;
  });
  countSoon(client);
}

function listed(client: QueryClient, id: string): boolean {
  const feeds = client.getQueriesData<Feed>({ queryKey: ["forum", "topics"] });
  return feeds.some(([, feed]) => feed && found(feed, id));
}

function gone(client: QueryClient, id: string): void {
  inFeeds(client, (feed) => without(feed, id));
  countSoon(client);
}

async function heard(client: QueryClient, me: Me, event: StreamEvent): Promise<void> {
  const data = event.data as { topic_id?: string; card?: TopicCard };
  if (!data.topic_id) return;
  const left = event.type === "forum.topic.gone";
  if (event.type !== "forum.topic.touched" && !left) return;
  const { card } = data;
  // Whether my team has to answer a new advisory is not in what everybody is told.
  const asks = card?.kind === "advisory" && !listed(client, card.id);
  if (card?.author && !asks && !left) return take(client, me, card);
  // For named people, and across the wall, the event names nobody: whoever may know more asks. So does whoever hears
  // that a topic left a stream: after a pause streams catch up one by one, and it may be on another already.
  try {
    const topic = await client.fetchQuery({ ...topicQuery(data.topic_id), staleTime: 0 });
    take(client, me, topic);
  } catch {
    gone(client, data.topic_id);
  }
}

const followed = new WeakMap<LiveStream, { count: number; stop: () => void }>();

/** Listens to every stream that tells of topics. Several may ask for it; it listens once. */
export function follow(live: LiveStream, client: QueryClient, me: Me): () => void {
  let running = followed.get(live);
  if (!running) {
    const listener = {
      onEvent: (event: StreamEvent) => void heard(client, me, event),
      onReset: () => void client.invalidateQueries({ queryKey: keys.all }),
    };
    const names = me.streams.map((name) => (name.startsWith("person:") ? "me" : name));
    const stops = names.map((name) => live.subscribe(name, listener));
    running = { count: 0, stop: () => stops.forEach((stop) => stop()) };
    followed.set(live, running);
  }
  const own = running;
  own.count += 1;
  return () => {
    own.count -= 1;
    if (own.count > 0) return;
    own.stop();
    followed.delete(live);
  };
}
