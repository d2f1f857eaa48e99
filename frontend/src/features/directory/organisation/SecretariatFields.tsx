import { Checkbox } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { Field, FieldRow } from "@/ui/Field";
import { Select, TextInput } from "@/ui/TextInput";
import { findOrganisations, useCountryOptions } from "../queries";
import { useText } from "../text";
import { organisationKinds } from "../vocabulary";
import type { OrganisationForm } from "./form";

const statuses = ["applied", "active", "suspended", "declined"] as const;
const communities = ["network", "stakeholders"] as const;

export interface PartProps {
  form: OrganisationForm;
  set: (part: Partial<OrganisationForm>) => void;
  fields: Record<string, string>;
}

/** What an organisation is to the network: changed by the Secretariat only. */
export function SecretariatFields({ form, set, fields }: PartProps) {
  const t = useText();
  const countries = useCountryOptions();
  return (
    <>
      <Field label={t("name")} error={fields.name}>
        <TextInput required maxLength={200} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <FieldRow>
        <Field label={t("filter.country")} error={fields.country} optional>
          <Select placeholder={t("country.none")} value={form.country ?? ""} onChange={(country) => set({ country: country || null })} options={countries} />
        </Field>
        <Field label={t("filter.kind")} error={fields.kind}>
          <Select
            value={form.kind}
            onChange={(kind) => set({ kind: organisationKinds.find((one) => one === kind) ?? form.kind })}
            options={organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Field>
        <Field label={t("status")} error={fields.status}>
          <Select
            value={form.status}
            onChange={(status) => set({ status: statuses.find((one) => one === status) ?? form.status })}
            options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
        </Field>
        <Field label={t("parent")} error={fields.parent_id} optional>
          <Combobox value={form.parent} onChange={(parent) => set({ parent })} source={findOrganisations} placeholder={t("parent.find")} />
        </Field>
      </FieldRow>
      <Field group label={t("communities")} error={fields.communities}>
        {communities.map((one) => (
          <Checkbox
            key={one}
            label={t(`community.${one}`)}
            checked={form.communities.includes(one)}
            // The last one stays: whoever is in no community is seen by nobody.
            disabled={form.communities.length === 1 && form.communities.includes(one)}
            onChange={(on) => set({ communities: communities.filter((other) => (other === one ? on : form.communities.includes(other))) })}
          />
        ))}
      </Field>
    </>
  );
}
