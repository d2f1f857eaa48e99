import type { Schemas } from "@/api/types";
import type { Tlp } from "@/ui/TlpLabel";
import type { Suggestion } from "@/ui/useSuggestions";

/** A draft as it is being opened; it is kept on this device in this shape. */
export interface DraftForm {
  title: string;
  place: string;
  language: string;
  vocabulary: string;
  group: string;
  label: Tlp | "";
  recipients: Suggestion[];
}

/** Whether something is still to be filled in, besides the group and the label. */
export function lacking(form: DraftForm, label: Tlp | ""): boolean {
  return form.title.trim().length < 3 || form.place === "" || (label === "TLP:RED" && form.recipients.length === 0);
}

/** What is sent: people are named under TLP:RED only. */
export function wantedOf(form: DraftForm, group: string, label: Tlp): Schemas["DraftCreate"] {
  const { title, place, language, vocabulary, recipients } = form;
  return { title: title.trim(), place, language, vocabulary, group_id: group, label, recipients: label === "TLP:RED" ? recipients.map((one) => one.id) : [] };
}
