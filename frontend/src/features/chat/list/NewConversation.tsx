import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { LabelPicker } from "@/ui/LabelPicker";
import type { Tlp } from "@/ui/TlpLabel";
import type { Suggestion } from "@/ui/useSuggestions";
import { keys } from "../api";
import { people } from "../people";
import { useText } from "../text";

/** Chooses whom to write to. The same people find the conversation that they have. */
export default function NewConversation({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const [chosen, setChosen, draft] = useDraft<Suggestion[]>("chat:new", []);
  const [label, setLabel] = useState<Tlp>("TLP:AMBER");
  const open = useMutation({
    mutationFn: () => body(api.POST("/api/v1/conversations", { body: { people: chosen.map((person) => person.id), label } })),
    onSuccess: async (channel) => {
      draft.clear();
      client.setQueryData(keys.channel(channel.id), channel);
      void client.invalidateQueries({ queryKey: keys.channels });
      onClose();
      await navigate({ to: "/chat/$channelId", params: { channelId: channel.id } });
    },
  });
  const tooWide = t("new.talk.tooWide");
  const refused = {
    "TLP:CLEAR": tooWide,
    "TLP:GREEN": tooWide,
    ...(me.strong ? {} : { "TLP:RED": t("new.passkey") }),
  };
  return (
    <FormDialog
      title={t("new.talk")}
      submit={t("new.talk.open")}
      onClose={onClose}
      onSubmit={() => open.mutate()}
      ready={chosen.length > 0}
      busy={open.isPending}
      error={open.error}
      draft={draft}
    >
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
    </FormDialog>
  );
}
