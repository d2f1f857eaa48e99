import { useQuery } from "@tanstack/react-query";
import { languageName, useLocale } from "@/i18n";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import type { Kind, Status, Subregion } from "../vocabulary";
import { vocabularyQuery, type Facet } from "./wanted";

/** Writes the value of a facet in the person's language. */
export function useFacetName(): (facet: Facet, value: string) => string {
  const t = useText();
  const locale = useLocale();
  const place = usePlaceName();
  const known = useQuery(vocabularyQuery(locale)).data;
  return (facet, value) => {
    if (facet === "place") return place(value);
    if (facet === "language") return languageName(value);
    if (facet === "subregion") return t(`subregion.${value as Subregion}`);
    if (facet === "kind") return t(`kind.${value as Kind}`);
    if (facet === "status") return t(`status.${value as Status}`);
    if (facet === "objective") return known?.objectives.find((one) => one.id === value)?.label ?? value;
    if (facet === "concept") return known?.concepts.find((one) => one.id === value)?.label ?? value;
    if (facet === "element" || facet === "factor") {
      const label = (facet === "element" ? known?.elements : known?.factors)?.find((one) => one.id === value)?.label;
      return label ? `${value} ${label}` : value;
    }
    return value;
  };
}
