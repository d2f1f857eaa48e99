import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { Me } from "./types";
import { session } from "./session";

export type { Me, Theme } from "./types";

/** Who is signed in. Fails with a 401 problem when nobody is. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }): Promise<Me> => {
    let me: Me;
    let before: number;
    do {
      before = session.heard;
      me = await body(api.GET("/api/v1/me", { signal }));
    } while (session.heard !== before);
    // A page that starts anew shows nothing of the new person before.
    if (!session.begin(me.person.id)) await new Promise(() => {});
    return me;
  },
  staleTime: 5 * 60_000,
});

/** The signed-in person; only for screens inside the shell, whose route has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The signed-in person where there may be none, such as on the sign-in page. */
export function useMaybeMe(): Me | undefined {
  return useQuery({ ...meQuery, enabled: false }).data;
}

/** Whether the person may do something, by permission name (`forum:post:write`). Hides a button, guards nothing. */
export function useMay(permission: string): boolean {
  return useMe().permissions.includes(permission);
}
