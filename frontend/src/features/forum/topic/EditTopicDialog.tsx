import { useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { languageName, locales } from "@/i18n";
import { Field } from "@/ui/Field";
import { Select, TextInput } from "@/ui/TextInput";
import { AdvisoryFields, advisoryForm, advisoryOf } from "../compose/AdvisoryFields";
import { parseTags, TagInput } from "../compose/TagInput";
import { useText } from "../text";
import type { Topic } from "../types";
import { TopicDialog } from "./TopicDialog";

/** A topic's title, tags, language and, for an advisory, its facts. */
export function EditTopicDialog({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const t = useText();
  const [title, setTitle] = useState(topic.title);
  const [tags, setTags] = useState(topic.tags.join(" "));
  const [language, setLanguage] = useState(topic.language);
  const [review, setReview] = useState(topic.review_on ?? "");
  const [advisory, setAdvisory] = useState(() => advisoryForm(topic));
  const isAdvisory = topic.kind === "advisory";
  return (
    <TopicDialog
      topic={topic}
      onClose={onClose}
      size="large"
      title={t("topic.edit")}
      confirm={t("edit.save")}
      done={t("topic.edit.done")}
      disabled={title.trim().length < 3}
      run={() =>
        body(
          api.PATCH("/api/v1/topics/{topic_id}", {
            params: { path: { topic_id: topic.id } },
            body: {
              title,
              tags: parseTags(tags),
              language,
              advisory: isAdvisory ? advisoryOf(advisory) : null,
              review_on: review || null,
            },
            headers: ifMatch(`"${topic.version}"`),
          }),
        )
      }
    >
      <Field label={t("compose.title")}>
        <TextInput value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      {isAdvisory && <AdvisoryFields value={advisory} onChange={(change) => setAdvisory((now) => ({ ...now, ...change }))} errors={{}} />}
      {topic.kind === "best_practice" && topic.rights.curate && (
        <Field label={t("compose.review")} hint={t("compose.review.hint")}>
          <TextInput type="date" value={review} onChange={(event) => setReview(event.target.value)} />
        </Field>
      )}
      <TagInput value={tags} onChange={setTags} />
      <Field label={t("compose.language")}>
        <Select
          value={language}
          placeholder={t("compose.language.unknown")}
          options={locales.map((value) => ({ value, label: languageName(value) }))}
          onChange={setLanguage}
        />
      </Field>
    </TopicDialog>
  );
}
