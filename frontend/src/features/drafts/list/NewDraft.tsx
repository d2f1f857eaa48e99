import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { refusedField } from "@/api/refused";
import { useSending } from "@/api/sending";
import { languageName, useShellText } from "@/i18n";
import { AudienceWords } from "@/ui/AudienceWords";
import { Banner } from "@/ui/Banner";
import { Combobox } from "@/ui/Combobox";
import { Field, FieldRow } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { LabelPicker } from "@/ui/LabelPicker";
import { peopleOf } from "@/ui/people";
import { Select, TextInput } from "@/ui/TextInput";
import { useRefusedLabels } from "@/ui/useRefusedLabels";
import { usePlaceName } from "../places";
import { groupsQuery, keys, membersQuery, placesQuery } from "../queries";
import { useText } from "../text";
import { languages, vocabularies } from "../types";
import { lacking, wantedOf, type DraftForm } from "./form";

/** Opens a draft: what it is called, for which state, where it is shared and who reads it. */
export function NewDraft({ onClose }: { onClose: () => void }) {
  const t = useText();
  const shell = useShellText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const nameOf = usePlaceName();
  const me = useMe();
  const groups = useQuery(groupsQuery).data;
  const states = useQuery(placesQuery).data?.filter((one) => one.kind === "state") ?? [];
  const [initial] = useState<DraftForm>(() => ({
    title: "", place: me.organisations[0]?.country ?? "", language: t.locale, vocabulary: "ncs-guide-2021", group: "", label: "", recipients: [],
  }));
  const [form, set, kept] = useDraft("drafts:new", initial);
  const group = groups?.find((one) => one.id === (form.group || (groups.length === 1 ? groups[0]?.id : "")));
  const label = form.label || group?.default_label || "";
  const refused = useRefusedLabels(group);
  const members = useQuery({ ...membersQuery(group?.id ?? ""), enabled: label === "TLP:RED" && group !== undefined }).data;
  const sending = useSending((wanted: ReturnType<typeof wantedOf>, headers) => body(api.POST("/api/v1/strategies/drafts", { body: wanted, headers })));
  const write = (patch: Partial<DraftForm>) => set({ ...form, ...patch });
  const recipients = form.recipients.map((one) => one.id);
  const ready = group !== undefined && label !== "" && !refused[label] && !lacking(form, label);
  const make = async () => {
    if (!group || label === "") return;
    const made = await sending.run(wantedOf(form, group.id, label));
    if (!made) return;
    kept.clear();
    client.setQueryData(keys.draft(made.id), made);
    void client.invalidateQueries({ queryKey: keys.list });
    await navigate({ to: "/strategies/drafts/$draftId", params: { draftId: made.id } });
  };
  const error = (name: string) => refusedField(sending.error, name);
  return (
    <FormDialog
      title={t("new")}
      submit={t("new.do")}
      onSubmit={() => void make()}
      onClose={onClose}
      size="large"
      ready={ready}
      busy={sending.busy}
      error={sending.error}
      shown={["title", "place", "language", "vocabulary", "group_id", "label", "recipients"]}
      draft={kept}
    >
      <Field label={t("field.title")} error={error("title")}>
        <TextInput value={form.title} maxLength={300} placeholder={t("field.title.example")} onChange={(event) => write({ title: event.target.value })} />
      </Field>
      <FieldRow>
        <Field label={t("field.place")} error={error("place")}>
        <Select value={form.place} placeholder={t("field.place.choose")} options={states.map((one) => ({ value: one.code, label: nameOf(one.code) }))} onChange={(place) => write({ place })} />
      </Field>
      <Field label={t("field.language")} error={error("language")}>
        <Select value={form.language} options={languages.map((value) => ({ value, label: languageName(value) }))} onChange={(language) => write({ language })} />
      </Field>
      </FieldRow>
      <Field label={t("field.vocabulary")} hint={t("field.vocabulary.hint")} error={error("vocabulary")}>
        <Select value={form.vocabulary} options={vocabularies.map((value) => ({ value, label: t(`vocabulary.${value}`) }))} onChange={(vocabulary) => write({ vocabulary })} />
      </Field>
      {groups?.length === 0 ? (
        <Banner tone="warn">{t("field.group.none")}</Banner>
      ) : (
        <Field label={t("field.group")} hint={t("field.group.hint")} error={error("group_id")}>
          <Select
            value={group?.id ?? ""}
            placeholder={t("field.group.choose")}
            options={(groups ?? []).map((one) => ({ value: one.id, label: one.name }))}
            onChange={(chosen) => write({ group: chosen, label: "" })}
          />
        </Field>
      )}
      <LabelPicker
        value={label || null}
        onChange={(chosen) => write({ label: chosen })}
        refused={refused}
        error={error("label")}
        audience={group && label && <AudienceWords label={label} group={group.id} recipients={recipients} />}
      />
      {label === "TLP:RED" && (
        <Field label={shell("recipients")} hint={shell("recipients.hint")} error={error("recipients")}>
          <Combobox multiple value={form.recipients} onChange={(chosen) => write({ recipients: chosen })} source={peopleOf(members)} />
        </Field>
      )}
    </FormDialog>
  );
}
