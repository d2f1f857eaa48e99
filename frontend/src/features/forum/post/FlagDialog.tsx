import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { useText } from "../text";
import { flagReasons, type FlagReason, type Post } from "../types";

const empty: { reason: FlagReason; note: string } = { reason: "wrong_label", note: "" };

/** Asks the group's moderators to look at a post. */
export function FlagDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useText();
  const [{ reason, note }, set, draft] = useFormDraft(`post:${post.id}:flag`, empty);
  const [key] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/posts/{post_id}/flags", {
        params: { path: { post_id: post.id } },
        body: { reason, note },
        headers: idempotencyKey(`${key}-${reason}-${note.length}`),
      }),
    onSuccess: () => {
      draft.clear();
      toast.done(t("flag.done"));
      onClose();
    },
  });
  return (
    <FormDialog title={t("flag.title")} submit={t("flag.send")} onClose={onClose} onSubmit={() => send.mutate()} busy={send.isPending} error={send.error} draft={draft}>
      <p>{t("flag.detail")}</p>
      <Field group label={t("flag.why")}>
        <RadioGroup value={reason} onChange={(value) => set({ reason: value as FlagReason })}>
          {flagReasons.map((one) => (
            <Radio key={one} value={one} label={t(`flag.reason.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t("flag.note")} optional>
        <TextArea value={note} maxLength={1000} rows={2} onChange={(event) => set({ note: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
