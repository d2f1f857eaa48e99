import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";

export const keys = { part: (name: string) => ["settings", name] as const };

export const passkeysQuery = queryOptions({
  queryKey: keys.part("passkeys"),
  queryFn: async ({ signal }) => (await body(api.GET("/api/v1/me/passkeys", { signal }))).items,
});

export const sessionsQuery = queryOptions({
  queryKey: keys.part("sessions"),
  queryFn: async ({ signal }) => (await body(api.GET("/api/v1/me/sessions", { signal }))).items,
});

export const tokensQuery = queryOptions({
  queryKey: keys.part("tokens"),
  queryFn: async ({ signal }) => (await body(api.GET("/api/v1/me/api-tokens", { signal }))).items,
});

export const ownKeysQuery = queryOptions({
  queryKey: keys.part("keys"),
  queryFn: ({ signal }) => body(api.GET("/api/v1/me/keys", { signal })),
});
