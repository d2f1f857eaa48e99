import { countryName, formatNumber, languageName } from "@/i18n";
import { Select } from "@/ui/TextInput";
import css from "./Search.module.css";
import { facetNames, isKind, type Answer, type Facet, type Wanted } from "./search";
import { useText } from "./text";

/** What the results can be narrowed to, each value with how many there would be. */
export function Facets({ answer, wanted, onChange }: { answer: Answer | undefined; wanted: Wanted; onChange: (change: Wanted) => void }) {
  const t = useText();
  const name = (facet: Facet, value: string) => {
    if (facet === "kind") return isKind(value) ? t(`command.kind.${value}`) : value;
    if (facet === "language") return languageName(value);
    return facet === "country" ? countryName(value) : `#${value}`;
  };
  return (
    <div className={css.facets} role="group" aria-label={t("facets")}>
      {facetNames.map((facet) => {
        const chosen = wanted[facet];
        const values = (answer?.facets[facet] ?? []).filter((one) => one.value !== "");
        const known = chosen && !values.some((one) => one.value === chosen) ? [{ value: chosen, count: 0 }, ...values] : values;
        return (
          <Select
            key={facet}
            aria-label={t(`facet.${facet}`)}
            className={css.facet}
            value={chosen ?? ""}
            disabled={known.length === 0}
            placeholder={t(`facetAll.${facet}`)}
            options={known.map((one) => ({ value: one.value, label: `${name(facet, one.value)} (${formatNumber(one.count)})` }))}
            onChange={(value) => onChange({ [facet]: value || undefined })}
          />
        );
      })}
    </div>
  );
}
