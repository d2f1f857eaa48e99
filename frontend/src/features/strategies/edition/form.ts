import type { Schemas } from "@/api/types";
import type { Edition } from "../vocabulary";

/** What the forms hold: every fact, and why. */
export type EditionForm = Omit<Required<Schemas["EditionCreate"]>, "supersedes">;

export const empty: EditionForm = {
  place: "", title_original: "", title_en: "", adopted: "", period_start: "", period_end: "", status: "not_established",
  kind: "national_cybersecurity_strategy", language: "", issuing_body: "", document_url: "", source_url: "", confidence: "high",
  note: "", reason: "",
};

export function formOf(edition: Edition): EditionForm {
  const names = Object.keys(empty).filter((name) => name !== "reason") as (keyof Edition & keyof EditionForm)[];
  return { ...empty, ...Object.fromEntries(names.map((name) => [name, edition[name]])) };
}

/** Only what was changed: what somebody else changed meanwhile stays. */
export function changes(edition: Edition, form: EditionForm): Schemas["EditionUpdate"] {
  const before = formOf(edition);
  const changed = Object.entries(form).filter(([name, value]) => value !== before[name as keyof EditionForm]);
  return { ...Object.fromEntries(changed), reason: form.reason };
}
