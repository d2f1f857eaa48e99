import { Field, FieldRow, FieldStack } from "@/ui/Field";
import { Select, TextArea, TextInput } from "@/ui/TextInput";
import { useText } from "../text";
import { rfcSections } from "../vocabulary";
import type { PartProps } from "./SecretariatFields";

const lines = ["acronym", "email", "telephone", "emergency_telephone", "website"] as const;
const labels = { acronym: "acronym", email: "email", telephone: "telephone", emergency_telephone: "emergency", website: "website" } as const;
const types: Partial<Record<(typeof lines)[number], string>> = { email: "email", website: "url", telephone: "tel", emergency_telephone: "tel" };
const memberships = ["first_member", "csirtamericas_member"] as const;
const membershipLabels = { first_member: "first", csirtamericas_member: "csirtamericas" } as const;
const answers = { yes: true, no: false, unknown: null } as const;
const answerOf = (value: boolean | null) => (value === null ? "unknown" : value ? "yes" : "no");

/** What a team says of itself: its contacts, its memberships, its description. */
export function OwnFields({ form, set, fields }: PartProps) {
  const t = useText();
  return (
    <>
      <FieldRow>
        {lines.map((field) => (
          <Field key={field} label={t(labels[field])} error={fields[field]} optional>
            <TextInput type={types[field] ?? "text"} value={form[field]} onChange={(event) => set({ [field]: event.target.value })} />
          </Field>
        ))}
        <Field label={t("established")} error={fields.established_year} optional>
          <TextInput type="number" inputMode="numeric" min={1970} max={2100} value={form.established_year} onChange={(event) => set({ established_year: event.target.value })} />
        </Field>
        {memberships.map((field) => (
          <Field key={field} label={t(membershipLabels[field])} error={fields[field]}>
            <Select
              value={answerOf(form[field])}
              onChange={(value) => set({ [field]: answers[value as keyof typeof answers] ?? null })}
              options={(["yes", "no", "unknown"] as const).map((value) => ({ value, label: t(`member.${value}`) }))}
            />
          </Field>
        ))}
      </FieldRow>
      <Field label={t("constituency")} error={fields.constituency} optional>
        <TextArea rows={3} maxLength={10000} value={form.constituency} onChange={(event) => set({ constituency: event.target.value })} />
      </Field>
      <details>
        <summary>{t("rfc")}</summary>
        <FieldStack>
          {rfcSections.map((section) => (
            <Field key={section} label={t(`rfc.${section}`)} error={fields[`rfc2350.${section}`]} optional>
              <TextArea rows={3} maxLength={10000} value={form.rfc2350[section] ?? ""} onChange={(event) => set({ rfc2350: { ...form.rfc2350, [section]: event.target.value } })} />
            </Field>
          ))}
        </FieldStack>
      </details>
    </>
  );
}
