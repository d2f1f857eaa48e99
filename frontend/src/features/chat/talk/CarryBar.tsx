import { useMutation } from "@tanstack/react-query";
import { FolderOutput } from "lucide-react";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
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
  const [naming, setNaming] = useState(false);
  const made = (topic: string) => {
    onClose();
    onMade(topic);
  };
  return (
    <div className={css.pick} role="region" aria-label={t("act.topic")}>
      <p aria-live="polite">{t("carry.count", { count: chosen.size })}</p>
      <Button onClick={onClose}>{shell("ui.cancel")}</Button>
      <Button variant="primary" icon={FolderOutput} aria-disabled={chosen.size === 0} onClick={() => chosen.size > 0 && setNaming(true)}>
        {t("carry.go")}
      </Button>
      {naming && <Name chosen={chosen} onClose={() => setNaming(false)} onMade={made} />}
    </div>
  );
}

function Name({ chosen, onClose, onMade }: CarryBarProps) {
  const t = useText();
  const { channel } = useTalk();
  const [title, setTitle, draft] = useDraft(`chat:${channel.id}:topic`, "");
  const [key] = useState(() => crypto.randomUUID());
  const make = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/channels/{channel_id}/topics", {
          params: { path: { channel_id: channel.id } },
          headers: idempotencyKey(`${key}-${chosen.size}-${title.length}`),
          body: { messages: [...chosen], title },
        }),
      ),
    onSuccess: (made) => {
      draft.clear();
      onMade(made.topic_id);
    },
  });
  return (
    <FormDialog
      title={t("act.topic")}
      submit={t("carry.make")}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      ready={title.trim().length >= 3}
      busy={make.isPending}
      error={make.error}
      draft={draft}
    >
      <p>
        <TlpLabel label={channel.label} size="small" />
      </p>
      <p>{t("carry.detail")}</p>
      <Field label={t("carry.title")} required>
        <TextInput value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
