import { queryOptions, useMutation, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { api, body, tagged } from "@/api/client";
import { everyItem, paged } from "@/api/paged";
import type { Schemas } from "@/api/types";
import { toast } from "@/ui/Toast";

export type Notification = Schemas["NotificationRead"];
type Page = { items: Notification[]; next?: string | null };

export const keys = {
  all: ["notifications"] as const,
  unread: ["notifications", "unread"] as const,
  lists: ["notifications", "list"] as const,
  list: (unread: boolean) => ["notifications", "list", unread] as const,
  part: (name: string) => ["notifications", name] as const,
};

export const unreadQuery = queryOptions({
  queryKey: keys.unread,
  queryFn: ({ signal }) => body(api.GET("/api/v1/notifications/unread", { signal })),
});

export function listQuery(unread: boolean) {
  return paged(keys.list(unread), (after, signal) =>
    body(api.GET("/api/v1/notifications", { params: { query: { unread, after } }, signal })),
  );
}

export const preferencesQuery = queryOptions({
  queryKey: keys.part("preferences"),
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/notifications/preferences", { signal })),
});

export const subscriptionsQuery = queryOptions({
  queryKey: keys.part("subscriptions"),
  queryFn: ({ signal }) => body(api.GET("/api/v1/subscriptions", { signal })),
});

/** What these channels and conversations are called, by place: the list of channels is read until all are found. */
export function channelNamesQuery(places: string[]) {
  return queryOptions({
    queryKey: [...keys.part("channels"), ...places],
    enabled: places.length > 0,
    queryFn: async ({ signal }) => {
      const channels = await everyItem(
        (after) => body(api.GET("/api/v1/channels", { params: { query: { limit: 100, archived: true, after } }, signal })),
        (found) => places.every((place) => found.some((one) => place === `channel:${one.id}`)),
      );
      return new Map(channels.map((one) => [`channel:${one.id}`, one.name || one.people.map((person) => person.name).join(", ")]));
    },
  });
}

export const mailsQuery = queryOptions({
  queryKey: keys.part("mails"),
  queryFn: ({ signal }) => body(api.GET("/api/v1/notifications/mails", { params: { query: { limit: 10 } }, signal })),
});

/** Marks some or all as read; lists and the bell follow. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | "all") =>
      body(api.POST("/api/v1/notifications/read", { body: ids === "all" ? { all: true, ids: [] } : { ids, all: false } })),
    // It is seen at once; the answer only confirms it.
    onMutate: (ids) => {
      const chosen = (one: Notification) => one.read_at === null && (ids === "all" || ids.includes(one.id));
      const read_at = new Date().toISOString();
      const mark = (page: Page) => ({ ...page, items: page.items.map((one) => (chosen(one) ? { ...one, read_at } : one)) });
      queryClient.setQueriesData<InfiniteData<Page>>({ queryKey: keys.lists }, (list) => list && { ...list, pages: list.pages.map(mark) });
      queryClient.setQueryData(unreadQuery.queryKey, (now) => now && { ...now, unread: ids === "all" ? 0 : Math.max(0, now.unread - ids.length) });
    },
    onSuccess: (now) => {
      queryClient.setQueryData(keys.unread, now);
      void queryClient.invalidateQueries({ queryKey: keys.all });
      void queryClient.invalidateQueries({ queryKey: ["today", "notifications"] });
    },
    onError: (error) => {
      toast.failed(error);
      void queryClient.invalidateQueries({ queryKey: keys.all });
    },
  });
}
