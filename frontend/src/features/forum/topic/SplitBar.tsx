import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Select, TextInput } from "@/ui/TextInput";
import { useText } from "../text";
import type { Topic } from "../types";
import css from "./Topic.module.css";
import { TopicDialog } from "./TopicDialog";

/** What posts can become: an advisory or a best practice says more than they do. */
const kinds = ["discussion", "question"] as const;

export interface SplitBarProps {
  topic: Topic;
  picked: ReadonlySet<string>;
  onClose: () => void;
}

/** While posts are being chosen for a topic of their own: how many, and what it shall be called. */
export function SplitBar({ topic, picked, onClose }: SplitBarProps) {
  const t = useText();
  const shell = useShellText();
  const navigate = useNavigate();
  const [naming, setNaming] = useState(false);
  const [title, setTitle, draft] = useDraft(`topic:${topic.id}:split`, "");
  const [kind, setKind] = useState<(typeof kinds)[number]>("discussion");
  const [key] = useState(() => crypto.randomUUID());
  return (
    <div className={css.splitBar} role="region" aria-label={t("split.action")}>
      <span aria-live="polite">{t("split.picked", { count: picked.size })}</span>
      <Button size="small" onClick={onClose}>
        {shell("ui.cancel")}
      </Button>
      <Button size="small" variant="primary" aria-disabled={picked.size === 0} onClick={() => picked.size > 0 && setNaming(true)}>
        {t("split.go")}
      </Button>
      {naming && (
        <TopicDialog
          topic={topic}
          draft={draft}
          onClose={() => setNaming(false)}
          title={t("split.title")}
          submit={t("split.confirm")}
          done={t("split.done")}
          ready={title.trim().length >= 3}
          run={async () => {
            const made = await body(
              api.POST("/api/v1/topics/{topic_id}/split", {
                params: { path: { topic_id: topic.id } },
                body: { post_ids: [...picked], title, kind },
                headers: idempotencyKey(`${key}-${picked.size}-${title.length}-${kind}`),
              }),
            );
            onClose();
            void navigate({ to: "/forum/topics/$topicId", params: { topicId: made.id } });
            return topic;
          }}
        >
          <p>{t("split.detail")}</p>
          <Field label={t("compose.title")}>
            <TextInput value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
          </Field>
          <Field label={t("split.kind")}>
            <Select value={kind} options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} onChange={(chosen) => setKind(chosen === "question" ? chosen : "discussion")} />
          </Field>
        </TopicDialog>
      )}
    </div>
  );
}
