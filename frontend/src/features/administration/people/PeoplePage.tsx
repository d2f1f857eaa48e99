import { useState } from "react";
import { useMay, useMe } from "@/api/me";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { Select } from "@/ui/TextInput";
import type { Suggestion } from "@/ui/useSuggestions";
import css from "../Administration.module.css";
import { findOrganisations } from "../finding";
import { useText } from "../text";
import { Invitations } from "./Invitations";
import { Members } from "./Members";

/** Who comes into an organisation and what they are in it: the own one, or any for the Secretariat. */
export default function PeoplePage() {
  const t = useText();
  const { organisations, platform_roles } = useMe();
  const manages = useMay("identity:member:manage");
  const anywhere = platform_roles.includes("secretariat");
  const own: Suggestion[] = organisations.map((one) => ({ id: one.id, label: one.acronym || one.name, detail: one.name, kind: "organisation" }));
  const [chosen, setChosen] = useState(own.slice(0, 1));
  const place = chosen[0];
  return (
    <>
      {anywhere ? (
        <Field label={t("organisation")} hint={t("organisation.any")} className={css.above}>
          <Combobox value={chosen} onChange={setChosen} source={findOrganisations} placeholder={t("organisation.find")} />
        </Field>
      ) : (
        own.length > 1 && (
          <Field label={t("organisation")} className={css.above}>
            <Select value={place?.id} onChange={(id) => setChosen(own.filter((one) => one.id === id))} options={own.map((one) => ({ value: one.id, label: one.detail ?? one.label }))} />
          </Field>
        )
      )}
      <Invitations key={place?.id ?? ""} organisation={place} />
      {manages && place && <Members organisation={place} />}
    </>
  );
}
