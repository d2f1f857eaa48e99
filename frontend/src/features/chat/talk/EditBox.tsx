import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useDraft } from "@/api/drafts";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { ErrorState } from "@/ui/States";
import { mentions } from "../people";
import { useText } from "../text";
import type { Message } from "../types";
import { rewrite } from "./actions";
import { useTalk } from "./context";

/** Changes a message in its place. What it said before stays readable. */
export function EditBox({ message }: { message: Message }) {
  const t = useText();
  const shell = useShellText();
  const client = useQueryClient();
  const talk = useTalk();
  const [text, setText, draft] = useDraft(`chat:edit:${message.id}`, message.body);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);
  const leave = () => {
    draft.clear();
    talk.edit(null);
  };
  const save = async () => {
    if (text.trim() === "" || busy) return;
    setBusy(true);
    setError(null);
    try {
      if (text.trim() !== message.body) await rewrite(client, message, text);
      leave();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div onKeyDown={(event) => event.key === "Escape" && leave()} role="presentation">
      {error !== null && <ErrorState compact error={error} />}
      <MarkdownComposer
        ref={area}
        compact
        enterSends
        label={t("message.edit")}
        value={text}
        onChange={setText}
        onSubmit={() => void save()}
        mentions={mentions}
        footer={
          <>
            <Button size="small" variant="quiet" onClick={leave}>
              {shell("ui.cancel")}
            </Button>
            <Button size="small" variant="primary" busy={busy} onClick={() => void save()}>
              {t("message.save")}
            </Button>
          </>
        }
      />
    </div>
  );
}
