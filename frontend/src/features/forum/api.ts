import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { everyGroup } from "@/api/lists";
import { paged } from "@/api/paged";
import type { Filters } from "./types";

/** Every query key of the forum, so that live events know what to change. */
export const keys = {
  all: ["forum"] as const,
  topics: (filters: Filters) => ["forum", "topics", filters] as const,
  topic: (id: string) => ["forum", "topic", id] as const,
  posts: (id: string) => ["forum", "posts", id] as const,
  acknowledgements: (id: string) => ["forum", "acknowledgements", id] as const,
  news: ["forum", "news"] as const,
  groups: ["forum", "groups"] as const,
  group: (id: string) => ["forum", "groups", id] as const,
  drafts: ["forum", "drafts"] as const,
  moderation: ["forum", "moderation"] as const,
};

export function topicsQuery(filters: Filters) {
  return paged(keys.topics(filters), (after, signal) =>
    body(api.GET("/api/v1/topics", { params: { query: { ...filters, after } }, signal })),
  );
}

export function topicQuery(id: string) {
  return queryOptions({
    queryKey: keys.topic(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/topics/{topic_id}", { params: { path: { topic_id: id } }, signal })),
  });
}

export function acknowledgementsQuery(id: string) {
  return queryOptions({
    queryKey: keys.acknowledgements(id),
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/topics/{topic_id}/acknowledgements", { params: { path: { topic_id: id } }, signal })),
  });
}

/** How much is unread, for the rail and for each group, and the latest topic of each. */
export const newsQuery = queryOptions({
  queryKey: keys.news,
  queryFn: ({ signal }) => body(api.GET("/api/v1/forum/unread", { signal })),
  staleTime: 60_000,
});

/** Who asks to join a group, for its stewards. */
export function requestsQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.group(id), "requests"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/requests", { params: { path: { group_id: id } }, signal })),
    staleTime: 60_000,
  });
}

export const groupsQuery = queryOptions({
  queryKey: keys.groups,
  queryFn: ({ signal }) => everyGroup("all", signal),
  staleTime: 60_000,
});

export function groupQuery(id: string) {
  return queryOptions({
    queryKey: keys.group(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}", { params: { path: { group_id: id } }, signal })),
  });
}

export function membersQuery(id: string) {
  return queryOptions({
    queryKey: [...keys.group(id), "members"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/members", { params: { path: { group_id: id } }, signal })),
    staleTime: 60_000,
  });
}

/** Every place for which I chose how much to hear. */
export const subscriptionsQuery = queryOptions({
  queryKey: ["forum", "subscriptions"],
  queryFn: ({ signal }) => body(api.GET("/api/v1/subscriptions", { signal })),
  staleTime: 60_000,
});

export const draftsQuery = queryOptions({
  queryKey: keys.drafts,
  queryFn: ({ signal }) => body(api.GET("/api/v1/drafts", { signal })),
});

/** The name of whoever wrote, where only the address says whom. */
export function authorQuery(person_id: string) {
  return queryOptions({
    queryKey: ["forum", "author", person_id],
    queryFn: ({ signal }) => body(api.GET("/api/v1/people/{person_id}", { params: { path: { person_id } }, signal })),
    staleTime: 5 * 60_000,
  });
}

export const moderationQuery = paged(keys.moderation, (after, signal) =>
  body(api.GET("/api/v1/moderation", { params: { query: { after, limit: 100 } }, signal })),
);

export function practicesQuery(filters: { group?: string; tag?: string; due?: boolean }) {
  return paged(["forum", "practices", filters], (after, signal) =>
    body(api.GET("/api/v1/best-practices", { params: { query: { ...filters, after } }, signal })),
  );
}
