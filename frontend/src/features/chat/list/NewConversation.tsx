import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { LabelPicker } from "@/ui/LabelPicker";
import { ErrorState } from "@/ui/States";
import type { Tlp } from "@/ui/TlpLabel";
import type { Suggestion } from "@/ui/useSuggestions";
import { keys } from "../api";
import { people } from "../people";
import { useText } from "../text";

/** Chooses whom to write to. The same people find the conversation that they have. */
export default function NewConversation({ onClose }: { onClose: () => void }) {
  const t = useText();
  const shell = useShellText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const [chosen, setChosen] = useState<Suggestion[]>([]);
  const [label, setLabel] = useState<Tlp>("TLP:AMBER");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = async () => {
    if (chosen.length === 0 || busy) return;
    setBusy(true);
    setError(null);
    try {
      const channel = await body(api.POST("/api/v1/conversations", { body: { people: chosen.map((person) => person.id), label } }));
      client.setQueryData(keys.channel(channel.id), channel);
      void client.invalidateQueries({ queryKey: keys.channels });
      onClose();
      await navigate({ to: "/chat/$channelId", params: { channelId: channel.id } });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const tooWide = t("new.talk.tooWide");
  const refused = {
    "TLP:CLEAR": tooWide,
    "TLP:GREEN": tooWide,
    ...(me.strong ? {} : { "TLP:RED": t("new.passkey") }),
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("new.talk")}
      actions={
        <>
          <Button onClick={onClose}>{shell("ui.cancel")}</Button>
          <Button variant="primary" busy={busy} aria-disabled={chosen.length === 0} onClick={() => void open()}>
            {t("new.talk.open")}
          </Button>
        </>
      }
    >
      <FieldStack>
        {error !== null && <ErrorState compact error={error} />}
        <Field label={t("new.talk.who")} hint={t("new.talk.hint")}>
          <Combobox multiple value={chosen} onChange={setChosen} source={(q, signal) => people(q, signal).then((all) => all.filter((one) => one.id !== me.person.id))} />
        </Field>
        <LabelPicker
          compact
          value={label}
          onChange={setLabel}
          refused={refused}
          audience={t("new.talk.audience", { count: chosen.length + 1 })}
        />
      </FieldStack>
    </Dialog>
  );
}
