import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Refusal } from "@/ui/Refusal";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { etagOf, keys } from "../queries";
import { useText } from "../text";
import type { Comment, Draft } from "../types";
import { keepThread } from "./CommentBox";

export interface EditCommentProps {
  draft: Draft;
  said: Pick<Comment, "id" | "body" | "version">;
  onDone: () => void;
}

/** One's own comment, to be worded anew. */
export function EditComment({ draft, said, onDone }: EditCommentProps) {
  const t = useText();
  const shell = useShellText();
  const client = useQueryClient();
  const [form, set, kept] = useFormDraft(`draft:${draft.id}:comment:${said.id}:edit`, { body: said.body });
  const save = useMutation({
    mutationFn: () =>
      body(
        api.PATCH("/api/v1/strategies/drafts/{draft_id}/comments/{comment_id}", {
          params: { path: { draft_id: draft.id, comment_id: said.id } },
          body: { body: form.body },
          headers: { "If-Match": etagOf(said) },
        }),
      ),
    onSuccess: (thread) => {
      keepThread(client, draft.id, thread);
      kept.clear();
      onDone();
    },
    onError: (problem) => isProblem(problem, 412) && void client.invalidateQueries({ queryKey: keys.comments(draft.id) }),
  });
  return (
    <>
      <Refusal error={save.error} kept />
      <MarkdownComposer
        compact
        label={t("comments.edit")}
        value={form.body}
        onChange={(text) => set({ body: text.slice(0, 20_000) })}
        onSubmit={() => form.body.trim() !== "" && save.mutate()}
        footer={
          <>
            <Button
              size="small"
              onClick={() => {
                kept.clear();
                onDone();
              }}
            >
              {shell("ui.cancel")}
            </Button>
            <Button size="small" variant="primary" busy={save.isPending} aria-disabled={form.body.trim() === ""} onClick={() => form.body.trim() !== "" && save.mutate()}>
              {t("comments.save")}
            </Button>
          </>
        }
      />
    </>
  );
}
