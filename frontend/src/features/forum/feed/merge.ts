import type { InfiniteData } from "@tanstack/react-query";
import type { Filters, TopicCard, TopicPage } from "../types";

export type Feed = InfiniteData<TopicPage>;

/** Whether a topic belongs into a list with these filters. */
export function fits(card: TopicCard, filters: Filters): boolean {
  if (filters.group && card.group?.id !== filters.group) return false;
  if (filters.kind && card.kind !== filters.kind) return false;
  if (filters.tag && !card.tags.includes(filters.tag)) return false;
  if (filters.pinned !== undefined && card.pinned !== filters.pinned) return false;
  if (filters.awaiting && !card.awaiting) return false;
  if (filters.author && card.author?.id !== filters.author) return false;
  if (filters.answered !== undefined && card.answered !== filters.answered) return false;
  if (filters.flagged && card.open_flags === 0) return false;
  return !filters.unread || card.unread > 0;
}

/**
 * A card as it is now, with what only its reader knows: how far it is read, whether it waits for an answer.
 * Live cards are the same for everybody; `mine` says that the reader wrote the newest post.
 */
export function merged(old: TopicCard | undefined, fresh: TopicCard, mine: boolean): TopicCard {
  const read = mine ? fresh.posts : (old?.last_read ?? fresh.last_read);
  return {
    ...fresh,
    last_read: read,
    unread: Math.max(0, fresh.posts - read),
    awaiting: old?.awaiting ?? fresh.awaiting,
    open_flags: old?.open_flags ?? fresh.open_flags,
  };
}

export function found(feed: Feed, id: string): TopicCard | undefined {
  for (const page of feed.pages) {
    const card = page.items.find((item) => item.id === id);
    if (card) return card;
  }
  return undefined;
}

export function without(feed: Feed, id: string): Feed {
  if (!found(feed, id)) return feed;
  return { ...feed, pages: feed.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) })) };
}

/** The list with this card where its last activity puts it; a card older than everything loaded stays out. */
export function placed(feed: Feed, card: TopicCard): Feed {
  const rest = without(feed, card.id);
  const at = Date.parse(card.last_activity);
  for (const [number, page] of rest.pages.entries()) {
    const index = page.items.findIndex((item) => Date.parse(item.last_activity) <= at);
    if (index < 0) continue;
    const items = [...page.items.slice(0, index), card, ...page.items.slice(index)];
    return { ...rest, pages: rest.pages.with(number, { ...page, items }) };
  }
  const last = rest.pages.at(-1);
  if (!last || last.next) return rest;
  return { ...rest, pages: rest.pages.with(-1, { ...last, items: [...last.items, card] }) };
}

/** A change to a card wherever it stands, without moving it. */
export function changed(feed: Feed, id: string, change: (card: TopicCard) => TopicCard): Feed {
  if (!found(feed, id)) return feed;
  const pages = feed.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === id ? change(item) : item)) }));
  return { ...feed, pages };
}

/**
 * The order to show while the reader is in the middle of a list: what is there stays where it is, older pages are
 * added at the end, what is gone goes, and what is new or has moved up waits.
 */
export function steady(shown: readonly string[], wanted: readonly string[]): { order: string[]; waiting: number } {
  const known = new Set(shown);
  const present = new Set(wanted);
  let tail = wanted.length;
  while (tail > 0 && !known.has(wanted[tail - 1] ?? "")) tail -= 1;
  const kept = shown.filter((id) => present.has(id));
  if (kept.length === 0) return { order: [...wanted], waiting: 0 };
  const waiting = wanted.slice(0, tail).filter((id) => !known.has(id)).length;
  return { order: [...kept, ...wanted.slice(tail)], waiting };
}
