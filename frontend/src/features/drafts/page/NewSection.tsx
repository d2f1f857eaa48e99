import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { refusedField } from "@/api/refused";
import { useSending } from "@/api/sending";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Select, TextInput } from "@/ui/TextInput";
import { coverageQuery, keys } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";

export interface NewSectionProps {
  draft: Draft;
  after: string | undefined;
  onClose: () => void;
  onMade: (id: string) => void;
}

/** A further section after the one that is open. */
export function NewSection({ draft, after, onClose, onMade }: NewSectionProps) {
  const t = useText();
  const client = useQueryClient();
  const [form, set, kept] = useDraft(`draft:${draft.id}:section`, { title: "", level: "2", element: "" });
  const elements = useQuery(coverageQuery(draft.id, draft.vocabulary, t.locale)).data?.elements ?? [];
  const sending = useSending((wanted: typeof form, headers) =>
    body(
      api.POST("/api/v1/strategies/drafts/{draft_id}/sections", {
        params: { path: { draft_id: draft.id } },
        body: { title: wanted.title.trim(), level: Number(wanted.level), element: wanted.element || null, after: after ?? null },
        headers,
      }),
    ),
  );
  const make = async () => {
    const made = await sending.run(form);
    if (!made) return;
    kept.clear();
    client.setQueryData(keys.section(draft.id, made.id), made);
    await client.invalidateQueries({ queryKey: keys.draft(draft.id) });
    onMade(made.id);
    onClose();
  };
  return (
    <FormDialog
      title={t("section.add")}
      submit={t("section.add.do")}
      onSubmit={() => void make()}
      onClose={onClose}
      ready={form.title.trim() !== ""}
      busy={sending.busy}
      error={sending.error}
      shown={["body.title", "title"]}
      draft={kept}
    >
      <Field label={t("section.title")} error={refusedField(sending.error, "title")}>
        <TextInput value={form.title} maxLength={300} onChange={(event) => set({ ...form, title: event.target.value })} />
      </Field>
      <Field label={t("section.level")}>
        <Select
          value={form.level}
          options={[{ value: "2", label: t("section.level.2") }, { value: "1", label: t("section.level.1") }]}
          onChange={(level) => set({ ...form, level })}
        />
      </Field>
      <Field label={t("section.element")} hint={t("section.element.hint")} optional>
        <Select
          value={form.element}
          placeholder={t("section.element.none")}
          options={elements.map((one) => ({ value: one.code, label: `${one.code} ${one.label}` }))}
          onChange={(element) => set({ ...form, element })}
        />
      </Field>
    </FormDialog>
  );
}
