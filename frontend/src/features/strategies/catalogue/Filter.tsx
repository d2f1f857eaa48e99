import { ListFilter, Search } from "lucide-react";
import { useState } from "react";
import { useMaybeMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { formatNumber, languageName } from "@/i18n";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Select, TextInput } from "@/ui/TextInput";
import { useTyped } from "@/ui/useTyped";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import { kinds, sorts, states, statuses, subregions, type Filters } from "../vocabulary";
import css from "./Catalogue.module.css";

type Facets = Record<string, Schemas["FacetCount"][]>;

export interface FilterProps {
  filters: Filters;
  set: (filters: Filters) => void;
  facets: Facets;
}

/** What stands in the address is what the list shows. Each choice says how many editions it would leave. */
export function Filter({ filters, set, facets }: FilterProps) {
  const t = useText();
  const nameOf = usePlaceName();
  const curates = useMaybeMe()?.permissions.includes("strategies:edition:propose");
  const [open, setOpen] = useState(false);
  const chosen = Object.entries(filters).filter(([name, value]) => name !== "q" && value !== undefined).length;
  const [words, setWords] = useTyped(filters.q, (q) => set({ ...filters, q }));
  const counts = (facet: string) => facets[facet] ?? [];
  const label = (facet: string, value: string, name: string) => {
    const found = counts(facet).find((one) => one.value === value);
    return found ? `${name} (${formatNumber(found.count)})` : name;
  };
  const found = (facet: string, chosen: string | undefined) => {
    const values = counts(facet).map((one) => one.value);
    return chosen && !values.includes(chosen) ? [chosen, ...values] : values;
  };
  const options = (facet: string, values: readonly string[], name: (value: string) => string) =>
    values.map((value) => ({ value, label: label(facet, value, name(value)) })).sort((a, b) => (facet === "year" ? 0 : a.label.localeCompare(b.label)));
  return (
    <div className={css.filters} role="search" aria-label={t("filter")}>
      <TextInput type="search" icon={Search} aria-label={t("filter.text")} placeholder={t("filter.text")} maxLength={100} value={words} onChange={(event) => setWords(event.target.value)} />
      <Button icon={ListFilter} className={css.more} aria-expanded={open} aria-controls="choices" onClick={() => setOpen(!open)}>
        {t("filter.more", { count: chosen })}
      </Button>
      <div id="choices" className={cx(css.choices, open && css.open)}>
        <Select aria-label={t("filter.place")} placeholder={t("filter.place.all")} value={filters.place ?? ""} options={options("place", found("place", filters.place), nameOf)} onChange={(place) => set({ ...filters, place: place || undefined })} />
        <Select aria-label={t("filter.subregion")} placeholder={t("filter.subregion.all")} value={filters.subregion ?? ""} options={subregions.map((value) => ({ value, label: label("subregion", value, t(`subregion.${value}`)) }))} onChange={(value) => set({ ...filters, subregion: subregions.find((one) => one === value) })} />
        <Select aria-label={t("filter.kind")} placeholder={t("filter.kind.all")} value={filters.kind ?? ""} options={kinds.map((value) => ({ value, label: label("kind", value, t(`kind.${value}`)) }))} onChange={(value) => set({ ...filters, kind: kinds.find((one) => one === value) })} />
        <Select aria-label={t("filter.status")} placeholder={t("filter.status.all")} value={filters.status ?? ""} options={statuses.map((value) => ({ value, label: label("status", value, t(`status.${value}`)) }))} onChange={(value) => set({ ...filters, status: statuses.find((one) => one === value) })} />
        <Select aria-label={t("filter.language")} placeholder={t("filter.language.all")} value={filters.language ?? ""} options={options("language", found("language", filters.language), languageName)} onChange={(language) => set({ ...filters, language: language || undefined })} />
        <Select aria-label={t("filter.year")} placeholder={t("filter.year.all")} value={filters.year ? String(filters.year) : ""} options={options("year", found("year", filters.year ? String(filters.year) : undefined), (value) => value)} onChange={(year) => set({ ...filters, year: year ? Number(year) : undefined })} />
        <Select aria-label={t("sort")} value={filters.sort ?? "newest"} options={sorts.map((value) => ({ value, label: t(`sort.${value}`) }))} onChange={(value) => set({ ...filters, sort: sorts.find((one) => one === value) })} />
        {curates && (
          <Select aria-label={t("filter.state")} placeholder={t("filter.state.all")} value={filters.state ?? ""} options={states.filter((one) => one !== "published").map((value) => ({ value, label: label("state", value, t(`state.${value}`)) }))} onChange={(value) => set({ ...filters, state: states.find((one) => one === value) })} />
        )}
      </div>
    </div>
  );
}
