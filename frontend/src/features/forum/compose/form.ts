import type { Suggestion } from "@/ui/useSuggestions";
import type { Filters, Label, TopicCreate, TopicKind } from "../types";
import { advisoryOf, noAdvisory, type AdvisoryForm } from "./AdvisoryFields";
import { inAWeek, inAYear } from "./dates";
import { parseTags } from "./TagInput";
import type { Attached } from "./useFiles";

/** A new topic as it is being written; it is kept as a draft in this shape. */
export interface TopicForm {
  kind: TopicKind;
  group: string;
  label: Label | "";
  published: boolean;
  recipients: Suggestion[];
  title: string;
  body: string;
  tags: string;
  review: string;
  advisory: AdvisoryForm;
  files: Attached[];
}

export function emptyForm({ group = "", kind = "discussion" }: Filters): TopicForm {
  return {
    kind, group, label: "", published: false, recipients: [], title: "", body: "", tags: "", review: "",
    advisory: { ...noAdvisory, by: inAWeek() }, files: [],
  };
}

/** Fields that must be filled before it can be sent, by the API's names. */
export type Missing = "group_id" | "label" | "title" | "body" | "recipients" | "advisory.severity";

export function missing(form: TopicForm, label: Label | ""): Missing[] {
  const lacks: [Missing, boolean][] = [
    ["group_id", form.group === ""],
    ["advisory.severity", form.kind === "advisory" && form.advisory.severity === ""],
    ["title", form.title.trim().length < 3],
    ["body", form.body.trim() === ""],
    ["label", label === ""],
    ["recipients", label === "TLP:RED" && form.recipients.length === 0],
  ];
  return lacks.filter(([, lacking]) => lacking).map(([name]) => name);
}

export function topicOf(form: TopicForm, label: Label): TopicCreate {
  return {
    group_id: form.group,
    kind: form.kind,
    title: form.title.trim(),
    body: form.body,
    label,
    tags: parseTags(form.tags),
    language: "",
    advisory: form.kind === "advisory" ? advisoryOf(form.advisory) : null,
    review_on: form.kind === "best_practice" ? form.review || inAYear() : null,
    recipients: label === "TLP:RED" ? form.recipients.map((one) => one.id) : [],
    published: label === "TLP:CLEAR" && form.published,
    attachments: form.files.map((file) => file.id),
  };
}
