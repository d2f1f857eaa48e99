import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { refusedField } from "@/api/refused";
import { languageName } from "@/i18n";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Select, TextInput } from "@/ui/TextInput";
import { usePlaceName } from "../places";
import { etagOf, placesQuery } from "../queries";
import { useText } from "../text";
import { languages, type Draft } from "../types";
import { useChange } from "./useChange";

/** The title, the state and the language of a draft. */
export function EditFacts({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const nameOf = usePlaceName();
  const states = useQuery(placesQuery).data?.filter((one) => one.kind === "state") ?? [];
  const [form, set, kept] = useFormDraft(`draft:${draft.id}:facts`, { title: draft.title, place: draft.place, language: draft.language });
  const change = useChange(
    draft,
    () =>
      body(
        api.PATCH("/api/v1/strategies/drafts/{draft_id}", {
          params: { path: { draft_id: draft.id } },
          body: { ...form, title: form.title.trim() },
          headers: { "If-Match": etagOf(draft) },
        }),
      ),
    t("facts.done"),
    () => {
      kept.clear();
      onClose();
    },
  );
  return (
    <FormDialog
      title={t("facts.edit")}
      submit={t("facts.save")}
      onSubmit={() => change.mutate()}
      onClose={onClose}
      ready={form.title.trim() !== ""}
      busy={change.isPending}
      error={change.error}
      shown={["title", "place", "language"]}
      draft={kept}
    >
      <Field label={t("field.title")} error={refusedField(change.error, "title")}>
        <TextInput value={form.title} maxLength={300} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t("field.place")} error={refusedField(change.error, "place")}>
        <Select value={form.place} options={states.map((one) => ({ value: one.code, label: nameOf(one.code) }))} onChange={(place) => set({ place })} />
      </Field>
      <Field label={t("field.language")} error={refusedField(change.error, "language")}>
        <Select value={form.language} options={languages.map((value) => ({ value, label: languageName(value) }))} onChange={(language) => set({ language })} />
      </Field>
    </FormDialog>
  );
}
