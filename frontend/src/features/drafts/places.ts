import { useQuery } from "@tanstack/react-query";
import { useLocale } from "@/i18n";
import { placesQuery } from "./queries";

/** Writes a state's name in the person's language; its code until the names are there. */
export function usePlaceName(): (code: string) => string {
  const locale = useLocale();
  const places = useQuery(placesQuery).data;
  return (code) => {
    const names = places?.find((one) => one.code === code)?.names;
    return names?.[locale] ?? names?.en ?? code;
  };
}
