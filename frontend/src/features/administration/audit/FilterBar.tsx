import { useEffect, useRef, useState } from "react";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/TextInput";
import css from "../Administration.module.css";
import { findPeople } from "../finding";
import { useText } from "../text";
import type { AuditFilters } from "./filters";

export interface FilterBarProps {
  filters: AuditFilters;
  onChange: (filters: AuditFilters) => void;
}

const typed = ["act", "type", "object"] as const;

export function FilterBar({ filters, onChange }: FilterBarProps) {
  const t = useText();
  const { act = "", type = "", object = "" } = filters;
  const [words, setWords] = useState({ act, type, object });
  const [shown, setShown] = useState({ act, type, object });
  // The address changed by other means, such as "Clear the filters": the fields follow it.
  if (shown.act !== act || shown.type !== type || shown.object !== object) {
    setShown({ act, type, object });
    setWords({ act, type, object });
  }
  const [page] = useState(() => window.location.pathname);
  const latest = useRef({ filters, onChange });
  useEffect(() => {
    latest.current = { filters, onChange };
  });
  useEffect(() => {
    const now = latest.current;
    if (typed.every((field) => words[field].trim() === (now.filters[field] ?? ""))) return;
    const timer = setTimeout(() => {
      // Whoever has gone on to another page is not brought back.
      if (window.location.pathname !== page) return;
      const wanted = Object.fromEntries(typed.map((field) => [field, words[field].trim() || undefined]));
      latest.current.onChange({ ...latest.current.filters, ...wanted });
    }, 250);
    return () => clearTimeout(timer);
  }, [words, page]);
  const person = filters.person ? [{ id: filters.person, label: filters.name ?? filters.person }] : [];
  const any = Object.values(filters).some((value) => value !== undefined);
  return (
    <details className={css.narrowing} open={window.innerWidth >= 720 || any}>
      <summary>{t("audit.filters")}</summary>
      <div className={css.filters} role="search">
        <Field label={t("audit.act")}>
          <TextInput type="search" placeholder={t("audit.act.example")} value={words.act} onChange={(event) => setWords({ ...words, act: event.target.value })} />
        </Field>
        <Field label={t("person")}>
          <Combobox
            value={person}
            source={findPeople}
            placeholder={t("person.find")}
            onChange={([one]) => onChange({ ...filters, person: one?.id, name: one?.label })}
          />
        </Field>
        <Field label={t("audit.type")}>
          <TextInput type="search" placeholder={t("audit.type.example")} value={words.type} onChange={(event) => setWords({ ...words, type: event.target.value })} />
        </Field>
        <Field label={t("audit.object.id")}>
          <TextInput type="search" value={words.object} onChange={(event) => setWords({ ...words, object: event.target.value })} />
        </Field>
        <Field label={t("audit.since")}>
          <TextInput type="date" max={filters.until} value={filters.since ?? ""} onChange={(event) => onChange({ ...filters, since: event.target.value || undefined })} />
        </Field>
        <Field label={t("audit.until")}>
          <TextInput type="date" min={filters.since} value={filters.until ?? ""} onChange={(event) => onChange({ ...filters, until: event.target.value || undefined })} />
        </Field>
        {any && <Button variant="quiet" onClick={() => onChange({})}>{t("audit.clear")}</Button>}
      </div>
    </details>
  );
}
