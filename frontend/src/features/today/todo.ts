import { useQueries, useQuery } from "@tanstack/react-query";
import { useMay, useMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { applicationsQuery, confirmationQuery, flaggedQuery, reviewsQuery, stewardedQuery } from "./queries";

/** Roles that stand by their organisation's entry. */
const leading = ["team_lead", "national_contact_point"];
/** Somebody may lead many organisations; more than these wait for another day. */
const most = 3;

export interface Todo {
  flagged: number;
  applications: Schemas["ApplicationCard"][];
  entries: { id: string; name: string; by: string | null }[];
  reviews: Schemas["TopicCard"][];
  any: boolean;
}

/** What waits for me as steward, moderator, author, contact point, officer or team lead; asks only what could. */
export function useTodo(): Todo {
  const me = useMe();
  const reads = useMay("forum:topic:read");
  const moderator = useMay("forum:post:moderate");
  const vets = useMay("identity:organisation:vet");
  const endorses = useMay("identity:organisation:endorse");
  const stewarded = useQuery({ ...stewardedQuery, enabled: reads }).data ?? [];
  const flagged = useQuery({ ...flaggedQuery, enabled: moderator || stewarded.length > 0 }).data ?? 0;
  const applications = useQuery({ ...applicationsQuery, enabled: vets || endorses }).data ?? [];
  const due = useQuery({ ...reviewsQuery, enabled: reads }).data ?? [];
  // Those who are reminded of it: its author, and the stewards of its group.
  const reviews = due.filter((one) => one.author?.id === me.person.id || (one.group && stewarded.includes(one.group.id)));
  const led = me.organisations.filter((one) => leading.includes(one.role)).slice(0, most);
  const confirmations = useQueries({ queries: led.map((one) => confirmationQuery(one.id)) });
  const entries = led.flatMap((one, index) => {
    const asked = confirmations[index]?.data;
    return asked?.overdue ? [{ id: one.id, name: one.acronym || one.name, by: asked.confirm_by }] : [];
  });
  return { flagged, applications, entries, reviews, any: flagged + applications.length + entries.length + reviews.length > 0 };
}
