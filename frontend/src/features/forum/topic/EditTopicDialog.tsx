import { api, body, ifMatch } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { languageName, locales } from "@/i18n";
import { Field } from "@/ui/Field";
import { Select, TextInput } from "@/ui/TextInput";
import { AdvisoryFields, advisoryForm, advisoryOf } from "../compose/AdvisoryFields";
import { isoDay } from "../compose/dates";
import { parseTags, TagInput } from "../compose/TagInput";
import { useText } from "../text";
import type { Topic } from "../types";
import { TopicDialog } from "./TopicDialog";

/** A topic's title, tags, language and, for an advisory, its facts. */
export function EditTopicDialog({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const t = useText();
  const read = { title: topic.title, tags: topic.tags.join(" "), language: topic.language, review: topic.review_on ?? "", ...advisoryForm(topic) };
  const [form, set, draft] = useFormDraft(`topic:${topic.id}:facts`, read);
  const { title, tags, language, review, ...advisory } = form;
  const isAdvisory = topic.kind === "advisory";
  const today = isoDay(new Date());
  const asked = topic.acknowledge_by;
  return (
    <TopicDialog
      topic={topic}
      onClose={onClose}
      size="large"
      draft={draft}
      title={t("topic.edit")}
      submit={t("edit.save")}
      done={t("topic.edit.done")}
      ready={title.trim().length >= 3}
      run={() =>
        body(
          api.PATCH("/api/v1/topics/{topic_id}", {
            params: { path: { topic_id: topic.id } },
            body: {
              title,
              tags: parseTags(tags),
              language,
              advisory: isAdvisory ? advisoryOf(advisory) : null,
              // Who keeps the library sets it; from others even the same date is refused.
              review_on: topic.rights.curate ? review || null : null,
            },
            headers: ifMatch(`"${topic.version}"`),
          }),
        )
      }
    >
      {(error) => (
        <>
          <Field label={t("compose.title")} error={error("title")}>
            <TextInput value={title} maxLength={200} onChange={(event) => set({ title: event.target.value })} />
          </Field>
          {isAdvisory && <AdvisoryFields value={advisory} onChange={set} error={error} earliest={asked && asked < today ? asked : today} />}
          {topic.kind === "best_practice" && topic.rights.curate && (
            <Field label={t("compose.review")} hint={t("compose.review.hint")} error={error("review_on")}>
              <TextInput type="date" value={review} onChange={(event) => set({ review: event.target.value })} />
            </Field>
          )}
          <TagInput value={tags} onChange={(value) => set({ tags: value })} error={error("tags")} />
          <Field label={t("compose.language")} error={error("language")}>
            <Select
              value={language}
              placeholder={t("compose.language.unknown")}
              options={locales.map((value) => ({ value, label: languageName(value) }))}
              onChange={(value) => set({ language: value })}
            />
          </Field>
        </>
      )}
    </TopicDialog>
  );
}
