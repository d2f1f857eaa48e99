import type { ReactNode } from "react";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { Banner } from "@/ui/Banner";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { FormDialog, type FormDialogProps } from "@/ui/FormDialog";
import { Select, TextArea, TextInput } from "@/ui/TextInput";
import { tlpLabels, type Tlp } from "@/ui/TlpLabel";
import { useText } from "../text";

export interface GroupValues {
  name: string;
  description: string;
  visibility: Schemas["Visibility"];
  joining: Schemas["Joining"];
  default_label: Tlp;
}

export interface GroupFormProps {
  title: string;
  submit: string;
  value: GroupValues;
  onChange: (value: GroupValues) => void;
  onSubmit: () => void;
  onClose: () => void;
  busy: boolean;
  error: unknown;
  draft: FormDialogProps["draft"];
  children?: ReactNode;
}

const shown = ["name", "description", "visibility", "joining", "default_label", "community"];
const joinings = ["invitation", "request", "open"] as const;
/** A wider label than these would tell outsiders that a hidden group exists. */
const narrow: readonly Tlp[] = ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"];

export function GroupForm({ title, submit, value, onChange, onSubmit, onClose, busy, error, draft, children }: GroupFormProps) {
  const t = useText();
  const set = (part: Partial<GroupValues>) => {
    const next = { ...value, ...part };
    // Nobody can ask to join what nobody can see.
    if (next.visibility === "hidden") next.joining = "invitation";
    if (next.visibility === "hidden" && !narrow.includes(next.default_label)) next.default_label = "TLP:AMBER";
    onChange(next);
  };
  const conflict = isProblem(error, 412);
  const fields = isProblem(error) ? error.fields : {};
  const hidden = value.visibility === "hidden";
  return (
    <FormDialog title={title} submit={submit} onClose={onClose} onSubmit={onSubmit} busy={busy} error={conflict ? null : error} shown={shown} draft={draft}>
      {conflict && <Banner tone="warn" live>{t("conflict")}</Banner>}
      <Field label={t("group.name")} error={fields.name}>
        <TextInput required maxLength={200} value={value.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t("group.description")} error={fields.description} optional>
        <TextArea rows={3} value={value.description} onChange={(event) => set({ description: event.target.value })} />
      </Field>
      <Field group label={t("group.visibility")} error={fields.visibility}>
        <RadioGroup value={value.visibility} onChange={(visibility) => set({ visibility: visibility === "hidden" ? "hidden" : "listed" })}>
          <Radio value="listed" label={t("visibility.listed")} hint={t("visibility.listed.detail")} />
          <Radio value="hidden" label={t("visibility.hidden")} hint={t("visibility.hidden.detail")} />
        </RadioGroup>
      </Field>
      <Field label={t("group.joining")} error={fields.joining}>
        <Select
          value={value.joining}
          disabled={hidden}
          onChange={(joining) => set({ joining: joinings.find((one) => one === joining) ?? "invitation" })}
          options={joinings.map((one) => ({ value: one, label: t(`joining.${one}`) }))}
        />
      </Field>
      <Field label={t("group.label")} error={fields.default_label}>
        <Select
          value={value.default_label}
          onChange={(label) => set({ default_label: tlpLabels.find((one) => one === label) ?? "TLP:AMBER" })}
          options={(hidden ? narrow : tlpLabels).map((one) => ({ value: one, label: one }))}
        />
      </Field>
      {children}
    </FormDialog>
  );
}
