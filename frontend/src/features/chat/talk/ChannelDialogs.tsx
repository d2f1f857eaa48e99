import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { ConfirmDialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { LabelPicker } from "@/ui/LabelPicker";
import { ErrorState } from "@/ui/States";
import { TextInput } from "@/ui/TextInput";
import { TlpLabel, type Tlp } from "@/ui/TlpLabel";
import { audienceQuery, groupsQuery } from "../api";
import { useText } from "../text";
import type { Channel } from "../types";
import { useChannelName } from "../useChannelName";
import { useChannelChange } from "./useChannelChange";

export interface ChannelDialogProps {
  channel: Channel;
  onClose: () => void;
}

type Wanted = { name?: string; topic?: string; archived?: boolean };

const patch = (channel: Channel, wanted: Wanted) => () =>
  body(
    api.PATCH("/api/v1/channels/{channel_id}", {
      params: { path: { channel_id: channel.id } },
      headers: ifMatch(`"${channel.version}"`),
      body: wanted,
    }),
  );

/** Another name, and what the channel is for. The first channel of a group keeps its name. */
export function EditChannel({ channel, onClose }: ChannelDialogProps) {
  const t = useText();
  const [{ name, topic }, set, draft] = useFormDraft(`chat:${channel.id}:facts`, { name: channel.name, topic: channel.topic });
  const { busy, error, change } = useChannelChange(channel, () => {
    draft.clear();
    onClose();
  });
  const ready = name.trim() !== "" && (name.trim() !== channel.name || topic.trim() !== channel.topic);
  return (
    <FormDialog
      title={channel.general ? t("channel.describe") : t("channel.edit")}
      submit={t("message.save")}
      onClose={onClose}
      onSubmit={() => void change(patch(channel, channel.general ? { topic } : { name, topic }), t("channel.edit.done"))}
      ready={ready}
      busy={busy}
      error={error}
      draft={draft}
    >
      {!channel.general && (
        <Field label={t("new.channel.name")} required>
          <TextInput value={name} maxLength={80} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      )}
      <Field label={t("new.channel.topic")} optional>
        <TextInput value={topic} maxLength={250} onChange={(event) => set({ topic: event.target.value })} />
      </Field>
    </FormDialog>
  );
}

/** Another label, with who will read the channel then, before it is given. */
export function RelabelChannel({ channel, onClose }: ChannelDialogProps) {
  const t = useText();
  const [label, setLabel] = useState<Tlp>(channel.label);
  const { busy, error, change } = useChannelChange(channel, onClose);
  const group = useQuery(groupsQuery).data?.find((one) => one.id === channel.group_id);
  const readers = useQuery(audienceQuery(channel.group_id ?? "", label, [])).data;
  const hidden = group?.visibility === "hidden" ? { "TLP:CLEAR": t("new.hidden"), "TLP:GREEN": t("new.hidden") } : {};
  const ready = label !== channel.label;
  const call = () =>
    body(
      api.PUT("/api/v1/channels/{channel_id}/label", {
        params: { path: { channel_id: channel.id } },
        headers: ifMatch(`"${channel.version}"`),
        body: { label },
      }),
    );
  return (
    <FormDialog
      title={t("channel.label")}
      submit={t("channel.label.confirm", { label })}
      onClose={onClose}
      onSubmit={() => void change(call, t("channel.label.done", { label }))}
      ready={ready}
      busy={busy}
      error={error}
    >
      <p>
        {t("channel.label.now")} <TlpLabel label={channel.label} size="small" />
      </p>
      <LabelPicker
        value={label}
        onChange={setLabel}
        refused={{ ...hidden, "TLP:RED": t("channel.label.red") }}
        audience={
          readers &&
          t("readers.coming", { people: readers.people, organisations: readers.organisations, countries: readers.countries })
        }
      />
      {ready && <p>{t("channel.label.follows")}</p>}
    </FormDialog>
  );
}

/** Closes a channel for writing, or opens it again. */
export function ArchiveChannel({ channel, onClose }: ChannelDialogProps) {
  const t = useText();
  const name = useChannelName()(channel);
  const { busy, error, change } = useChannelChange(channel, onClose);
  const back = channel.archived;
  const act = t(back ? "channel.restore" : "channel.archive");
  const done = t(back ? "channel.restore.done" : "channel.archive.done");
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      busy={busy}
      title={t(back ? "channel.restore.title" : "channel.archive.title", { name })}
      confirm={act}
      onConfirm={() => void change(patch(channel, { archived: !back }), done)}
    >
      {error !== null && <ErrorState compact error={error} />}
      {t(back ? "channel.restore.detail" : "channel.archive.detail")}
    </ConfirmDialog>
  );
}
