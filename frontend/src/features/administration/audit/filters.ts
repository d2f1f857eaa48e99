import { idOf } from "@/api/ids";

import { startOfDay } from "@/i18n";

/** What the audit log is narrowed by; it stands in the address, so that a finding can be handed on. */
export interface AuditFilters {
  act?: string;
  person?: string;
  /** The person's name, to show before it is looked up. */
  name?: string;
  type?: string;
  object?: string;
  since?: string;
  until?: string;
}

const words = (value: unknown, most: number) => (typeof value === "string" && value.trim() !== "" ? value.slice(0, most) : undefined);
const day = (value: unknown) => (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined);

export function auditFilters(raw: Record<string, unknown>): AuditFilters & Record<string, unknown> {
  const person = idOf(raw.person);
  return {
    act: words(raw.act, 100), person, name: person && words(raw.name, 200), type: words(raw.type, 60), object: words(raw.object, 60),
    since: day(raw.since), until: day(raw.until),
  };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}

/** From the beginning of the first day to the end of the last, on this person's clock. */
export function query({ act, person, type, object, since, until }: AuditFilters) {
  return {
    act, person_id: person, object_type: type, object_id: object,
    since: since && startOfDay(since).toISOString(),
    until: until && startOfDay(dayAfter(until)).toISOString(),
  };
}
