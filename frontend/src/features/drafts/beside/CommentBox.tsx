import { useQueryClient } from "@tanstack/react-query";
import { Send, X } from "lucide-react";
import { useMemo } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useSending } from "@/api/sending";
import { Button, IconButton } from "@/ui/Button";
import { Refusal } from "@/ui/Refusal";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { keys } from "../queries";
import { useText } from "../text";
import type { Comment, Draft } from "../types";
import css from "./Beside.module.css";
import { readersOf } from "./people";

export interface CommentBoxProps {
  draft: Draft;
  section: string | null;
  /** The comment that is replied to. */
  parent?: string;
  /** What of the text is marked: it is quoted. */
  chosen?: () => string;
  onSent?: () => void;
}

/** Where a comment or a reply is written. */
export function CommentBox({ draft, section, parent, chosen, onSent }: CommentBoxProps) {
  const t = useText();
  const client = useQueryClient();
  const [form, set, kept] = useDraft(`draft:${draft.id}:comment:${parent ?? section ?? "whole"}`, { body: "", quote: "" });
  const mentions = useMemo(() => ({ "@": readersOf(draft.id) }), [draft.id]);
  const sending = useSending((wanted: typeof form, headers) =>
    body(
      api.POST("/api/v1/strategies/drafts/{draft_id}/comments", {
        params: { path: { draft_id: draft.id } },
        body: { body: wanted.body, quote: wanted.quote, section_id: parent ? null : section, parent_id: parent ?? null },
        headers,
      }),
    ),
  );
  const ready = form.body.trim() !== "";
  const send = async () => {
    if (!ready || sending.busy) return;
    const thread = await sending.run(form);
    if (!thread) return;
    kept.clear();
    keepThread(client, draft.id, thread);
    void client.invalidateQueries({ queryKey: keys.draft(draft.id) });
    onSent?.();
  };
  // Whoever marks words in the text and comes here means these words.
  const quote = () => {
    const words = form.quote === "" && form.body === "" ? chosen?.() : "";
    if (words) set({ ...form, quote: words });
  };
  return (
    <div className={css.stack} onFocus={quote}>
      {form.quote !== "" && (
        <div className={css.task}>
          <blockquote className={css.quote} lang={draft.language}>
            {form.quote}
          </blockquote>
          <IconButton size="small" icon={X} label={t("comments.unquote")} onClick={() => set({ ...form, quote: "" })} />
        </div>
      )}
      <Refusal error={sending.error} kept />
      <MarkdownComposer
        compact
        label={t(parent ? "comments.reply" : "comments.write")}
        placeholder={t(parent ? "comments.reply" : "comments.write")}
        value={form.body}
        onChange={(text) => set({ ...form, body: text.slice(0, 20_000) })}
        onSubmit={() => void send()}
        mentions={mentions}
        footer={
          <Button size="small" variant="primary" icon={Send} busy={sending.busy} aria-disabled={!ready} onClick={() => void send()}>
            {t("comments.send")}
          </Button>
        }
      />
    </div>
  );
}

/** Puts a thread as the server answered it where the list reads it. */
export function keepThread(client: ReturnType<typeof useQueryClient>, draftId: string, thread: Comment): void {
  client.setQueryData(keys.comments(draftId), (all: Comment[] | undefined) => {
    if (!all) return all;
    return all.some((one) => one.id === thread.id) ? all.map((one) => (one.id === thread.id ? thread : one)) : [...all, thread];
  });
}
