import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";

export const keys = { all: ["today"] as const, part: (name: string) => ["today", name] as const };

export const forumQuery = queryOptions({
  queryKey: keys.part("forum"),
  queryFn: ({ signal }) => body(api.GET("/api/v1/today/forum", { signal })),
});

/** What calls for me in chat: two numbers. */
export const chatQuery = queryOptions({
  queryKey: keys.part("chat"),
  queryFn: ({ signal }) => body(api.GET("/api/v1/chat/unread", { signal })),
});

export const notificationsQuery = queryOptions({
  queryKey: keys.part("notifications"),
  queryFn: ({ signal }) =>
    body(api.GET("/api/v1/notifications", { params: { query: { unread: true, limit: 6 } }, signal })),
});

export const invitationsQuery = queryOptions({
  queryKey: keys.part("invitations"),
  queryFn: ({ signal }) => body(api.GET("/api/v1/group-invitations", { signal })),
});
