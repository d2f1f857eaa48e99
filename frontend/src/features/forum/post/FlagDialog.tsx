import { useState } from "react";
import { api, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { ProblemBanner } from "../compose/ProblemBanner";
import { useText } from "../text";
import { flagReasons, type FlagReason, type Post } from "../types";

interface Report {
  reason: FlagReason;
  note: string;
}

/** Asks the group's moderators to look at a post. */
export function FlagDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useText();
  const shell = useShellText();
  const [{ reason, note }, write, draft] = useDraft<Report>(`post:${post.id}:flag`, { reason: "wrong_label", note: "" });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [key] = useState(() => crypto.randomUUID());
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await api.POST("/api/v1/posts/{post_id}/flags", {
        params: { path: { post_id: post.id } },
        body: { reason, note },
        headers: idempotencyKey(`${key}-${reason}-${note.length}`),
      });
      draft.clear();
      toast.done(t("flag.done"));
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("flag.title")}
      actions={
        <>
          <Button onClick={onClose}>{shell("ui.cancel")}</Button>
          <Button variant="primary" busy={busy} onClick={() => void send()}>
            {t("flag.send")}
          </Button>
        </>
      }
    >
      <FieldStack>
        <p>{t("flag.detail")}</p>
        <ProblemBanner error={error} />
        <Field group label={t("flag.why")}>
          <RadioGroup value={reason} onChange={(value) => write({ note, reason: value as FlagReason })}>
            {flagReasons.map((one) => (
              <Radio key={one} value={one} label={t(`flag.reason.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
        <Field label={t("flag.note")} optional>
          <TextArea value={note} maxLength={1000} rows={2} onChange={(event) => write({ reason, note: event.target.value })} />
        </Field>
      </FieldStack>
    </Dialog>
  );
}
