import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { Checkbox } from "@/ui/Choice";
import { Select, TextInput } from "@/ui/TextInput";
import { useTyped } from "@/ui/useTyped";
import css from "./Directory.module.css";
import { useCountryOptions } from "./queries";
import { useText } from "./text";
import { organisationKinds, type Filters } from "./vocabulary";

/** What stands in the address is what the list shows, so a filtered list can be sent to a colleague. */
export function useFilters(page: string) {
  const navigate = useNavigate();
  return (filters: Filters) => void navigate({ to: page, search: { ...filters }, replace: true, resetScroll: false });
}

export interface FilterProps {
  page: string;
  filters: Filters;
  /** Kinds and confirmation, for organisations. */
  full?: boolean;
  /** What the field of words finds. */
  words: string;
}

export function Filter({ page, filters, full, words: finds }: FilterProps) {
  const t = useText();
  const set = useFilters(page);
  const [words, setWords] = useTyped(filters.q, (q) => set({ ...filters, q }));
  const countries = useCountryOptions();
  return (
    <div className={css.filters} role="search">
      <TextInput type="search" icon={Search} aria-label={finds} placeholder={finds} value={words} onChange={(event) => setWords(event.target.value)} />
      <Select aria-label={t("filter.country")} placeholder={t("filter.country.all")} value={filters.country ?? ""} options={countries} onChange={(country) => set({ ...filters, country: country || undefined })} />
      {full && (
        <Select
          aria-label={t("filter.kind")}
          placeholder={t("filter.kind.all")}
          value={filters.kind ?? ""}
          options={organisationKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(kind) => set({ ...filters, kind: organisationKinds.find((one) => one === kind) })}
        />
      )}
      {full && <Checkbox label={t("filter.confirm")} checked={filters.confirm ?? false} onChange={(confirm) => set({ ...filters, confirm: confirm || undefined })} />}
    </div>
  );
}
