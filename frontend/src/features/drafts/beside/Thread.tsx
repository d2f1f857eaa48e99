import { useQueryClient } from "@tanstack/react-query";
import { Check, CornerDownRight, Pencil, Undo2 } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { Button, IconButton } from "@/ui/Button";
import { Prose } from "@/ui/Prose";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Comment, Draft } from "../types";
import css from "./Beside.module.css";
import { CommentBox, keepThread } from "./CommentBox";
import { EditComment } from "./EditComment";

export interface ThreadProps {
  draft: Draft;
  comment: Comment;
  /** Goes to the section that it is about, where several are shown. */
  onSection?: (id: string) => void;
}

type Said = Comment | Comment["replies"][number];

/** A comment with its replies. */
export function Thread({ draft, comment, onSection }: ThreadProps) {
  const t = useText();
  const client = useQueryClient();
  const [replying, setReplying] = useState(false);
  const about = onSection && draft.outline.find((one) => one.id === comment.section_id);
  const settle = async () => {
    try {
      const thread = await body(
        api.POST("/api/v1/strategies/drafts/{draft_id}/comments/{comment_id}/resolution", {
          params: { path: { draft_id: draft.id, comment_id: comment.id } },
          body: { resolved: !comment.resolved_at },
        }),
      );
      keepThread(client, draft.id, thread);
      void client.invalidateQueries({ queryKey: keys.draft(draft.id) });
    } catch (problem) {
      toast.failed(problem);
    }
  };
  return (
    <li className={css.card}>
      {about && (
        <button type="button" className={css.about} onClick={() => onSection(about.id)} lang={draft.language}>
          {about.title}
        </button>
      )}
      {comment.quote && (
        <blockquote className={css.quote} lang={draft.language}>
          {comment.quote}
        </blockquote>
      )}
      <Words draft={draft} said={comment} />
      {comment.replies.length > 0 && (
        <ul className={css.replies}>
          {comment.replies.map((one) => (
            <li key={one.id}>
              <Words draft={draft} said={one} />
            </li>
          ))}
        </ul>
      )}
      {comment.resolved_at && (
        <p className={css.who}>{t("comments.resolved.by", { name: comment.resolved_by?.name ?? t("somebody") })}</p>
      )}
      {draft.rights.comment && (
        <div className={css.acts}>
          <Button size="small" variant="quiet" icon={CornerDownRight} aria-expanded={replying} onClick={() => setReplying(!replying)}>
            {t("comments.reply")}
          </Button>
          <Button size="small" variant="quiet" icon={comment.resolved_at ? Undo2 : Check} onClick={() => void settle()}>
            {t(comment.resolved_at ? "comments.reopen" : "comments.resolve")}
          </Button>
        </div>
      )}
      {replying && draft.rights.comment && <CommentBox draft={draft} section={comment.section_id} parent={comment.id} onSent={() => setReplying(false)} />}
    </li>
  );
}

function Words({ draft, said }: { draft: Draft; said: Said }) {
  const t = useText();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <div className={css.who}>
        <strong>{said.author?.name ?? t("somebody")}</strong>
        <Time at={said.created_at} />
        {said.edited_at && <span>{t("comments.edited")}</span>}
        {said.mine && draft.rights.comment && !editing && <IconButton size="small" icon={Pencil} label={t("comments.edit")} onClick={() => setEditing(true)} />}
      </div>
      {editing && draft.rights.comment ? <EditComment draft={draft} said={said} onDone={() => setEditing(false)} /> : <Prose html={said.html} className={css.said} />}
    </>
  );
}
