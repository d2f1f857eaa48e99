import type { Schemas } from "@/api/types";
import type { Suggestion } from "@/ui/useSuggestions";
import type { Organisation } from "../vocabulary";

/** What the form holds: every field that somebody may change. */
export type OrganisationForm = ReturnType<typeof formOf>;

export function formOf(organisation: Organisation) {
  const { name, acronym, email, telephone, emergency_telephone, website, constituency, rfc2350, country, kind, status, communities, first_member, csirtamericas_member } = organisation;
  const parent: Suggestion[] = organisation.parent ? [{ id: organisation.parent.id, label: organisation.parent.name }] : [];
  return {
    name, acronym, email, telephone, emergency_telephone, website, constituency, rfc2350, country, kind, status, communities, first_member, csirtamericas_member,
    parent, established_year: organisation.established_year === null ? "" : String(organisation.established_year),
  };
}

/**
 * Only what was changed: the Secretariat's fields are refused to team leads even unchanged, and what somebody else
 * changed meanwhile stays.
 */
export function changes(organisation: Organisation, form: OrganisationForm): Schemas["OrganisationUpdate"] {
  const { parent, established_year, ...plain } = form;
  const flat = (one: Omit<OrganisationForm, "parent" | "established_year">, parentId: string | null, year: string) => ({
    ...one, parent_id: parentId, established_year: year.trim() === "" ? null : Number(year),
  });
  const before = formOf(organisation);
  const { parent: oldParent, established_year: oldYear, ...old } = before;
  const was = flat(old, oldParent[0]?.id ?? null, oldYear);
  const now = flat(plain, parent[0]?.id ?? null, established_year);
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field as keyof typeof was])));
}
