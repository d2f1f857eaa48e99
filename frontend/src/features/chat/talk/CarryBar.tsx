import { FolderOutput } from "lucide-react";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { ErrorState } from "@/ui/States";
import { TextInput } from "@/ui/TextInput";
import { TlpLabel } from "@/ui/TlpLabel";
import { useText } from "../text";
import { useTalk } from "./context";
import css from "./Conversation.module.css";

export interface CarryBarProps {
  chosen: ReadonlySet<string>;
  onClose: () => void;
  onMade: (topic: string) => void;
}

/** Makes a topic of the chosen messages, which stay here and say where they went. */
export default function CarryBar({ chosen, onClose, onMade }: CarryBarProps) {
  const t = useText();
  const shell = useShellText();
  const { channel } = useTalk();
  const [naming, setNaming] = useState(false);
  const [title, setTitle, draft] = useDraft(`chat:${channel.id}:topic`, "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [key] = useState(() => crypto.randomUUID());
  const short = title.trim().length < 3;
  const make = async () => {
    if (short || busy) return;
    setBusy(true);
    setError(null);
    try {
      const made = await body(
        api.POST("/api/v1/channels/{channel_id}/topics", {
          params: { path: { channel_id: channel.id } },
          headers: idempotencyKey(`${key}-${chosen.size}-${title.length}`),
          body: { messages: [...chosen], title },
        }),
      );
      draft.clear();
      onClose();
      onMade(made.topic_id);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={css.pick} role="region" aria-label={t("act.topic")}>
      <p aria-live="polite">{t("carry.count", { count: chosen.size })}</p>
      <Button onClick={onClose}>{shell("ui.cancel")}</Button>
      <Button variant="primary" icon={FolderOutput} aria-disabled={chosen.size === 0} onClick={() => chosen.size > 0 && setNaming(true)}>
        {t("carry.go")}
      </Button>
      <Dialog
        open={naming}
        onClose={() => setNaming(false)}
        title={t("act.topic")}
        actions={
          <>
            <Button onClick={() => setNaming(false)}>{shell("ui.cancel")}</Button>
            <Button variant="primary" busy={busy} aria-disabled={short} onClick={() => void make()}>
              {t("carry.make")}
            </Button>
          </>
        }
      >
        <FieldStack>
          <p>
            <TlpLabel label={channel.label} size="small" />
          </p>
          <p>{t("carry.detail")}</p>
          {error !== null && <ErrorState compact error={error} />}
          <Field label={t("carry.title")} required>
            <TextInput value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} onKeyDown={(event) => event.key === "Enter" && void make()} />
          </Field>
        </FieldStack>
      </Dialog>
    </div>
  );
}
