import { infiniteQueryOptions, type InfiniteData } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { keys } from "../api";
import type { Post, PostPage } from "../types";

/** Where a page of posts begins: around a number, after one or before one. */
export type Place = { around: number } | { after: number } | { before: number };
export type Posts = InfiniteData<PostPage>;

export const pageSize = 30;
/** So many pages stay loaded, those nearest to where one reads: a topic of thousands of posts stays fluid. */
export const mostPages = 8;

export function postsQuery(topicId: string, start: number) {
  return infiniteQueryOptions({
    queryKey: [...keys.posts(topicId), start],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET("/api/v1/topics/{topic_id}/posts", {
          params: { path: { topic_id: topicId }, query: { ...pageParam, limit: pageSize } },
          signal,
        }),
      ),
    initialPageParam: (start > 1 ? { around: start } : { after: 0 }) as Place,
    getNextPageParam: (page): Place | undefined => (page.next ? { after: Number(page.next) } : undefined),
    maxPages: mostPages,
    getPreviousPageParam: (page): Place | undefined => (page.previous ? { before: Number(page.previous) } : undefined),
  });
}

export function allPosts(posts: Posts | undefined): Post[] {
  return posts?.pages.flatMap((page) => page.items) ?? [];
}

/** Whether the newest post is loaded, so that a live one may follow it. */
export function atEnd(posts: Posts | undefined): boolean {
  const last = posts?.pages.at(-1);
  return last !== undefined && !last.next;
}

/** A post as live events show it has nothing of the reader's own: that stays as it was known. */
export function personal(old: Post | undefined, fresh: Post, me: string): Post {
  const reactions = fresh.reactions.map((one) => ({
    ...one,
    mine: old?.reactions.some((was) => was.emoji === one.emoji && was.mine) ?? one.mine,
  }));
  return {
    ...fresh,
    reactions,
    mine: old?.mine ?? fresh.author?.id === me,
    author: fresh.author ?? old?.author ?? null,
    organisation: fresh.organisation ?? old?.organisation ?? null,
    reply_to: fresh.author ? fresh.reply_to : (old?.reply_to ?? null),
    open_flags: old?.open_flags ?? fresh.open_flags,
  };
}

/** The posts with this one in its place: instead of its former self, or at the end when it follows the last. */
export function withPost(posts: Posts, post: Post): Posts {
  let replaced = false;
  const pages = posts.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      if (item.id !== post.id && item.number !== post.number) return item;
      replaced = true;
      return post;
    }),
  }));
  if (replaced) return { ...posts, pages };
  const last = pages.at(-1);
  const newest = last?.items.at(-1)?.number ?? 0;
  if (!last || last.next || post.number !== newest + 1) return posts;
  return { ...posts, pages: pages.with(-1, { ...last, items: [...last.items, post] }) };
}

/** The posts with one of them changed. */
export function changedPost(posts: Posts, id: string, change: (post: Post) => Post): Posts {
  return { ...posts, pages: posts.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === id ? change(item) : item)) })) };
}

/** Where to open a topic: at the first unread post, at the end of a long one that is read, else at the beginning. */
export function startOf(topic: { posts: number; last_read: number }): number {
  if (topic.last_read <= 1) return 1;
  if (topic.last_read < topic.posts) return topic.last_read + 1;
  return topic.posts > pageSize ? topic.posts : 1;
}
