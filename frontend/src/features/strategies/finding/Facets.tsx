import { useState } from "react";
import { formatNumber } from "@/i18n";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { useText } from "../text";
import css from "./Finding.module.css";
import { useFacetName } from "./names";
import { facetNames, facets, type Facet, type Found, type Wanted } from "./wanted";

export interface FacetsProps {
  found: Found | undefined;
  wanted: Wanted;
  change: (patch: Wanted) => void;
}

/** How many values stand there before "Show all". */
const few = 6;

/** What narrows the search, with the number of passages that each value would leave. */
export function Facets({ found, wanted, change }: FacetsProps) {
  return facetNames.map((facet) => <OneFacet key={facet} facet={facet} found={found} wanted={wanted} change={change} />);
}

function OneFacet({ facet, found, wanted, change }: FacetsProps & { facet: Facet }) {
  const t = useText();
  const nameOf = useFacetName();
  const [all, setAll] = useState(false);
  const chosen: readonly string[] = wanted[facet] ?? [];
  const counts = found?.facets[facets[facet]] ?? [];
  const missing = chosen.filter((value) => !counts.some((one) => one.value === value)).map((value) => ({ value, count: 0 }));
  const ordered = facet === "year" ? counts.toSorted((a, b) => b.value.localeCompare(a.value)) : counts;
  const values = [...missing, ...ordered];
  if (values.length === 0) return null;
  const shown = all ? values : values.filter((one, index) => index < few || chosen.includes(one.value));
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    change({ [facet]: next.length > 0 ? next : undefined });
  };
  return (
    <fieldset className={css.facet}>
      <legend>{t(`facet.${facet}`)}</legend>
      {shown.map(({ value, count }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={() => toggle(value)}
          label={
            <span className={css.choice}>
              {nameOf(facet, value)} <span className={css.number}>{formatNumber(count)}</span>
            </span>
          }
        />
      ))}
      {values.length > shown.length && (
        <Button size="small" variant="quiet" onClick={() => setAll(true)}>
          {t("facet.all", { count: values.length })}
        </Button>
      )}
    </fieldset>
  );
}
