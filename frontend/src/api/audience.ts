import { queryOptions } from "@tanstack/react-query";
import { api, body } from "./client";
import type { Schemas } from "./types";

export type Audience = Schemas["AudienceRead"];

/** Who will read it, counted by the rule that decides reading. */
export function audienceQuery(label: Schemas["Label"], group: string, recipients: string[]) {
  return queryOptions({
    queryKey: ["audience", label, group, recipients],
    queryFn: ({ signal }) => body(api.POST("/api/v1/audience", { body: { label, group_id: group, recipients }, signal })),
    staleTime: 60_000,
  });
}
