import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/TextInput";
import { parseTags, TagInput } from "../compose/TagInput";
import { inAYear } from "../compose/dates";
import { useText } from "../text";
import type { Post, Topic } from "../types";
import { TopicDialog } from "./TopicDialog";

/** Takes an accepted answer into the library of best practice. */
export function PromoteDialog({ topic, post, onClose }: { topic: Topic; post: Post; onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [read] = useState(() => ({ title: topic.title, review: inAYear(), tags: topic.tags.join(" ") }));
  const [{ title, review, tags }, set, draft] = useFormDraft(`post:${post.id}:promote`, read);
  const [key] = useState(() => crypto.randomUUID());
  return (
    <TopicDialog
      topic={topic}
      onClose={onClose}
      draft={draft}
      title={t("promote.title")}
      submit={t("promote.action")}
      done={t("promote.done")}
      ready={title.trim().length >= 3 && review !== ""}
      run={async () => {
        const made = await body(
          api.POST("/api/v1/posts/{post_id}/promote", {
            params: { path: { post_id: post.id } },
            body: { title, review_on: review, tags: parseTags(tags) },
            headers: idempotencyKey(key),
          }),
        );
        void navigate({ to: "/forum/topics/$topicId", params: { topicId: made.id } });
        return topic;
      }}
    >
      <p>{t("promote.detail")}</p>
      <Field label={t("compose.title")}>
        <TextInput value={title} maxLength={200} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t("compose.review")} hint={t("compose.review.hint")}>
        <TextInput type="date" value={review} onChange={(event) => set({ review: event.target.value })} />
      </Field>
      <TagInput value={tags} onChange={(value) => set({ tags: value })} />
    </TopicDialog>
  );
}
