import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { LabelPicker } from "@/ui/LabelPicker";
import { TextInput } from "@/ui/TextInput";
import type { Tlp } from "@/ui/TlpLabel";
import type { Suggestion } from "@/ui/useSuggestions";
import { audienceQuery, keys } from "../api";
import { people } from "../people";
import { useText } from "../text";

export interface NewChannelProps {
  groups: Schemas["GroupCard"][];
  group: string;
  onClose: () => void;
}

const empty = { name: "", topic: "", named: [] as Suggestion[] };

/** Makes a further channel in a group. It says who will read it before it is made. */
export default function NewChannel({ groups, group: groupId, onClose }: NewChannelProps) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const group = groups.find((one) => one.id === groupId);
  const [text, set, draft] = useFormDraft(`chat:new:${groupId}`, empty);
  const [label, setLabel] = useState<Tlp>(group?.default_label ?? "TLP:AMBER");
  const [key] = useState(() => crypto.randomUUID());
  const recipients = label === "TLP:RED" ? text.named.map((person) => person.id) : [];
  const audience = useQuery(audienceQuery(groupId, label, recipients));
  const ready = text.name.trim() !== "" && (label !== "TLP:RED" || recipients.length > 0);
  const make = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/groups/{group_id}/channels", {
          params: { path: { group_id: groupId } },
          headers: idempotencyKey(`${key}-${text.name.length}-${text.topic.length}-${label}`),
          body: { name: text.name, topic: text.topic, label, recipients },
        }),
      ),
    onSuccess: async (channel) => {
      draft.clear();
      client.setQueryData(keys.channel(channel.id), channel);
      void client.invalidateQueries({ queryKey: keys.channels });
      onClose();
      await navigate({ to: "/chat/$channelId", params: { channelId: channel.id } });
    },
  });
  const hidden = group?.visibility === "hidden" ? { "TLP:CLEAR": t("new.hidden"), "TLP:GREEN": t("new.hidden") } : {};
  const counted = audience.data;
  return (
    <FormDialog
      title={t("new.channel.in", { name: group?.name ?? "" })}
      submit={t("new.channel.make")}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      ready={ready}
      busy={make.isPending}
      error={make.error}
      draft={draft}
    >
      <LabelPicker
        value={label}
        onChange={setLabel}
        refused={{ ...hidden, ...(me.strong ? {} : { "TLP:RED": t("new.passkey") }) }}
        audience={
          counted &&
          t("readers.coming", { people: counted.people, organisations: counted.organisations, countries: counted.countries })
        }
      />
      {label === "TLP:RED" && (
        <Field label={t("new.channel.readers")} required>
          <Combobox multiple value={text.named} onChange={(named) => set({ named })} source={people} />
        </Field>
      )}
      <Field label={t("new.channel.name")} required>
        <TextInput value={text.name} maxLength={80} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t("new.channel.topic")} optional>
        <TextInput value={text.topic} maxLength={250} onChange={(event) => set({ topic: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
