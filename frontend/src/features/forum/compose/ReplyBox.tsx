import { CornerDownRight, Lock, Send, X } from "lucide-react";
import { useCallback, useMemo } from "react";
import { api, body } from "@/api/client";
import { previewWith } from "@/api/preview";
import { isProblem } from "@/api/problem";
import { useSending } from "@/api/sending";
import { AudienceWords } from "@/ui/AudienceWords";
import { Banner } from "@/ui/Banner";
import { Button, IconButton } from "@/ui/Button";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { Refusal } from "@/ui/Refusal";
import { TlpLabel } from "@/ui/TlpLabel";
import { useText } from "../text";
import { showPost } from "../topic/jump";
import type { Post, Topic } from "../types";
import { FileList } from "./FileList";
import { mentions } from "./mentions";
import css from "./ReplyBox.module.css";
import { unmarked, useFiles, type Attached } from "./useFiles";
import { useKeptDraft } from "./useKeptDraft";

export interface ReplyBoxProps {
  topic: Topic;
  replyTo: Post | null;
  onForget: () => void;
  onSent: (post: Post) => void;
}

interface Sent {
  body: string;
  reply_to_id: string | null;
  attachments: string[];
}

const empty: { body: string; files: Attached[] } = { body: "", files: [] };

/** Where one answers. What is typed stays until the server has it, whatever happens. */
export function ReplyBox({ topic, replyTo, onForget, onSent }: ReplyBoxProps) {
  const t = useText();
  const { content, write, clear } = useKeptDraft(`topic:${topic.id}:reply`, empty);
  const files = useFiles(useCallback((file) => write((now) => ({ files: [...now.files, file] })), [write]));
  const ids = useMemo(() => content.files.map((file) => file.id), [content.files]);
  const preview = useMemo(() => previewWith(ids), [ids]);
  const sending = useSending(
    useCallback(
      (wanted: Sent, headers) =>
        body(api.POST("/api/v1/topics/{topic_id}/posts", { params: { path: { topic_id: topic.id } }, body: wanted, headers })),
      [topic.id],
    ),
  );
  const send = async () => {
    if (content.body.trim() === "" || files.busy || sending.busy) return;
    const post = await sending.run({ body: content.body, reply_to_id: replyTo?.id ?? null, attachments: ids });
    if (!post) return;
    clear();
    onForget();
    onSent(post);
    requestAnimationFrame(() => showPost(post.number));
  };

  if (!topic.rights.reply) {
    return (
      <Banner icon={topic.locked ? Lock : undefined}>{topic.locked ? t("reply.locked") : t("reply.guest")}</Banner>
    );
  }
  return (
    <section aria-label={t("reply.title")} className={css.box}>
      <Refusal error={sending.error} kept />
      {isProblem(sending.error, "topic-locked") && <Banner icon={Lock}>{t("reply.locked")}</Banner>}
      {replyTo && (
        <p className={css.to}>
          <CornerDownRight size={16} aria-hidden />
          <span>{t("post.replyTo", { name: replyTo.author?.name ?? t("post.author.unknown"), number: replyTo.number })}</span>
          <IconButton size="small" icon={X} label={t("reply.forget")} onClick={onForget} />
        </p>
      )}
      <MarkdownComposer
        label={t("reply.title")}
        placeholder={t("reply.placeholder")}
        value={content.body}
        onChange={(text) => write({ body: text })}
        onSubmit={() => void send()}
        onFiles={files.take}
        mentions={mentions}
        renderPreview={preview}
        footer={
          <>
            <span className={css.audience}>
              <TlpLabel label={topic.label} size="small" />
              <AudienceWords label={topic.label} group={topic.group?.id ?? null} recipients={topic.recipients.map((one) => one.id)} />
            </span>
            <Button variant="primary" icon={Send} busy={sending.busy} aria-disabled={content.body.trim() === "" || files.busy} onClick={() => void send()}>
              {t("reply.send")}
            </Button>
          </>
        }
      />
      <FileList
        files={content.files}
        uploading={files.uploading}
        onForget={files.forget}
        onRemove={(file) => {
          write((now) => ({ body: unmarked(now.body, file.id), files: now.files.filter((one) => one.id !== file.id) }));
          files.discard(file.id);
        }}
      />
    </section>
  );
}
