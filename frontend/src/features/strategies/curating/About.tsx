import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "@/ui/Choice";
import { Field, FieldRow } from "@/ui/Field";
import { Select, TextInput } from "@/ui/TextInput";
import { nameIn, placesQuery } from "../queries";
import { useText } from "../text";
import { titles } from "../vocabulary";
import { editionsOfQuery } from "./queries";

/** What curators say of a document. */
export interface Said {
  place: string;
  /** Empty while it is of no edition. */
  edition_id: string;
  title: string;
  language: string;
  published: boolean;
}

export interface AboutProps {
  said: Said;
  set: (change: Partial<Said>) => void;
  /** What the server refused, by field. */
  fields: Record<string, string>;
}

/** Whose a document is, of which edition, what it is called, and who reads it. */
export function About({ said, set, fields }: AboutProps) {
  const t = useText();
  const places = useQuery(placesQuery(true)).data ?? [];
  const editions = useQuery(editionsOfQuery(said.place)).data?.items ?? [];
  return (
    <>
      <Field label={t("field.place")} error={fields.place} required>
        <Select
          placeholder={t("filter.place")}
          value={said.place}
          options={places.map((one) => ({ value: one.code, label: nameIn(one, t.locale) ?? one.code }))}
          onChange={(place) => set({ place, edition_id: "" })}
        />
      </Field>
      <Field label={t("bring.edition")} hint={t("bring.edition.hint")} error={fields.edition_id} optional>
        <Select
          placeholder={t("bring.edition.none")}
          value={said.edition_id}
          options={editions.map((one) => ({ value: one.id, label: [titles(one)[0], one.adopted.slice(0, 4)].filter(Boolean).join(", ") }))}
          onChange={(edition_id) => set({ edition_id })}
        />
      </Field>
      <FieldRow>
        <Field label={t("bring.title")} hint={t("bring.title.hint")} error={fields.title} optional>
          <TextInput maxLength={500} value={said.title} onChange={(event) => set({ title: event.target.value })} />
        </Field>
        <Field label={t("field.language")} hint={t("bring.language.hint")} error={fields.language} optional>
          <TextInput maxLength={3} spellCheck={false} value={said.language} onChange={(event) => set({ language: event.target.value.toLowerCase() })} />
        </Field>
      </FieldRow>
      <Checkbox checked={said.published} label={t("bring.published")} hint={t("bring.published.hint")} onChange={(published) => set({ published })} />
    </>
  );
}
