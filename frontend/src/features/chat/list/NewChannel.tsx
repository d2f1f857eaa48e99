import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { LabelPicker } from "@/ui/LabelPicker";
import { ErrorState } from "@/ui/States";
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

/** Makes a further channel in a group. It says who will read it before it is made. */
export default function NewChannel({ groups, group: groupId, onClose }: NewChannelProps) {
  const t = useText();
  const shell = useShellText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const group = groups.find((one) => one.id === groupId);
  const [text, setText, draft] = useDraft(`chat:new:${groupId}`, { name: "", topic: "" });
  const [label, setLabel] = useState<Tlp>(group?.default_label ?? "TLP:AMBER");
  const [named, setNamed] = useState<Suggestion[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [key] = useState(() => crypto.randomUUID());
  const recipients = label === "TLP:RED" ? named.map((person) => person.id) : [];
  const audience = useQuery(audienceQuery(groupId, label, recipients));
  const ready = text.name.trim() !== "" && (label !== "TLP:RED" || recipients.length > 0);
  const make = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setError(null);
    try {
      const channel = await body(
        api.POST("/api/v1/groups/{group_id}/channels", {
          params: { path: { group_id: groupId } },
          headers: idempotencyKey(`${key}-${text.name.length}-${text.topic.length}-${label}`),
          body: { ...text, label, recipients },
        }),
      );
      draft.clear();
      client.setQueryData(keys.channel(channel.id), channel);
      void client.invalidateQueries({ queryKey: keys.channels });
      onClose();
      await navigate({ to: "/chat/$channelId", params: { channelId: channel.id } });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const hidden = group?.visibility === "hidden" ? { "TLP:CLEAR": t("new.hidden"), "TLP:GREEN": t("new.hidden") } : {};
  const counted = audience.data;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("new.channel.in", { name: group?.name ?? "" })}
      actions={
        <>
          <Button onClick={onClose}>{shell("ui.cancel")}</Button>
          <Button variant="primary" busy={busy} aria-disabled={!ready} onClick={() => void make()}>
            {t("new.channel.make")}
          </Button>
        </>
      }
    >
      <FieldStack>
        {error !== null && <ErrorState compact error={error} />}
        <LabelPicker
          value={label}
          onChange={setLabel}
          refused={{ ...hidden, ...(me.strong ? {} : { "TLP:RED": t("new.passkey") }) }}
          audience={
            counted &&
            t("readers.counted", { people: counted.people, organisations: counted.organisations, countries: counted.countries })
          }
        />
        {label === "TLP:RED" && (
          <Field label={t("new.channel.readers")} required>
            <Combobox multiple value={named} onChange={setNamed} source={people} />
          </Field>
        )}
        <Field label={t("new.channel.name")} required>
          <TextInput value={text.name} maxLength={80} onChange={(event) => setText({ ...text, name: event.target.value })} />
        </Field>
        <Field label={t("new.channel.topic")} optional>
          <TextInput value={text.topic} maxLength={250} onChange={(event) => setText({ ...text, topic: event.target.value })} />
        </Field>
      </FieldStack>
    </Dialog>
  );
}
