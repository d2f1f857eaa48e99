import { useQuery } from "@tanstack/react-query";
import { Field, FieldRow } from "@/ui/Field";
import { Select, TextArea, TextInput } from "@/ui/TextInput";
import { nameIn, placesQuery } from "../queries";
import { useText } from "../text";
import { kinds, statuses } from "../vocabulary";
import type { EditionForm } from "./form";

export interface FieldsProps {
  form: EditionForm;
  set: (change: Partial<EditionForm>) => void;
  /** What the server refused, by field. */
  fields: Record<string, string>;
}

const dates = ["adopted", "period_start", "period_end"] as const;
const addresses = ["document_url", "source_url"] as const;

/** The facts of an edition to type in. */
export function Fields({ form, set, fields }: FieldsProps) {
  const t = useText();
  const places = useQuery(placesQuery(true)).data ?? [];
  return (
    <>
      <Field label={t("field.place")} error={fields.place} required>
        <Select
          placeholder={t("filter.place")}
          value={form.place}
          options={places.map((one) => ({ value: one.code, label: nameIn(one, t.locale) ?? one.code }))}
          onChange={(place) => set({ place })}
        />
      </Field>
      <Field label={t("field.title_en")} error={fields.title_en} required>
        <TextInput maxLength={500} value={form.title_en} onChange={(event) => set({ title_en: event.target.value })} />
      </Field>
      <Field label={t("field.title_original")} error={fields.title_original} optional>
        <TextInput maxLength={500} value={form.title_original} onChange={(event) => set({ title_original: event.target.value })} />
      </Field>
      <FieldRow>
        <Field label={t("field.kind")} error={fields.kind}>
          <Select value={form.kind} options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} onChange={(value) => set({ kind: kinds.find((one) => one === value) })} />
        </Field>
        <Field label={t("field.status")} error={fields.status}>
          <Select value={form.status} options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))} onChange={(value) => set({ status: statuses.find((one) => one === value) })} />
        </Field>
        <Field label={t("field.language")} hint={t("language.hint")} error={fields.language} required>
          <TextInput maxLength={3} spellCheck={false} value={form.language} onChange={(event) => set({ language: event.target.value.toLowerCase() })} />
        </Field>
      </FieldRow>
      <FieldRow>
        {dates.map((field) => (
          <Field key={field} label={t(`field.${field}`)} hint={t("date.hint")} error={fields[field]} optional>
            <TextInput maxLength={10} inputMode="numeric" value={form[field]} onChange={(event) => set({ [field]: event.target.value })} />
          </Field>
        ))}
      </FieldRow>
      <Field label={t("field.issuing_body")} error={fields.issuing_body} optional>
        <TextInput maxLength={500} value={form.issuing_body} onChange={(event) => set({ issuing_body: event.target.value })} />
      </Field>
      {addresses.map((field) => (
        <Field key={field} label={t(`field.${field}`)} error={fields[field]} optional={field === "document_url"}>
          <TextInput type="url" maxLength={1000} value={form[field]} onChange={(event) => set({ [field]: event.target.value })} />
        </Field>
      ))}
      <Field label={t("field.confidence")} error={fields.confidence}>
        <Select value={form.confidence} options={(["high", "low"] as const).map((value) => ({ value, label: t(`confidence.${value}`) }))} onChange={(value) => set({ confidence: value === "low" ? "low" : "high" })} />
      </Field>
      <Field label={t("field.note")} error={fields.note} optional>
        <TextArea rows={2} maxLength={2000} value={form.note} onChange={(event) => set({ note: event.target.value })} />
      </Field>
      <Field label={t("field.reason")} hint={t("field.reason.hint")} error={fields.reason} optional>
        <TextArea rows={2} maxLength={1000} value={form.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
    </>
  );
}
