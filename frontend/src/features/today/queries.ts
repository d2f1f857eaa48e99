import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { everyGroup } from "@/api/lists";

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

/** The groups in which I look after what others write. */
export const stewardedQuery = queryOptions({
  queryKey: keys.part("groups"),
  queryFn: async ({ signal }) => {
    const mine = await everyGroup("mine", signal);
    return mine.filter((group) => group.standing === "steward").map((group) => group.id);
  },
});

export const flaggedQuery = queryOptions({
  queryKey: keys.part("flagged"),
  queryFn: async ({ signal }) =>
    (await body(api.GET("/api/v1/moderation", { params: { query: { limit: 100 } }, signal }))).items.length,
});

export const reviewsQuery = queryOptions({
  queryKey: keys.part("reviews"),
  queryFn: async ({ signal }) =>
    (await body(api.GET("/api/v1/best-practices", { params: { query: { due: true, limit: 100 } }, signal }))).items,
});

export const applicationsQuery = queryOptions({
  queryKey: keys.part("applications"),
  queryFn: async ({ signal }) =>
    (await body(api.GET("/api/v1/applications", { params: { query: { awaiting: "me", limit: 20 } }, signal }))).items,
});

/** Whether an organisation still has to confirm its entry. */
export const confirmationQuery = (organisation_id: string) =>
  queryOptions({
    queryKey: [...keys.part("confirmation"), organisation_id],
    queryFn: async ({ signal }) =>
      (await body(api.GET("/api/v1/organisations/{organisation_id}", { params: { path: { organisation_id } }, signal }))).confirmation,
    staleTime: 5 * 60_000,
  });
