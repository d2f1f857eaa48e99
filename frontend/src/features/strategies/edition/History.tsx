import { useQuery } from "@tanstack/react-query";
import { Pending } from "@/ui/Pending";
import { Time } from "@/ui/Time";
import { changesQuery } from "../queries";
import { useText } from "../text";
import css from "./Edition.module.css";

const named = [
  "place", "title_original", "title_en", "adopted", "period_start", "period_end", "status", "kind", "language", "issuing_body",
  "document_url", "source_url", "confidence", "note", "last_checked", "supersedes", "state",
] as const;

/** Every change with who, when, why, and what was there before. */
export function History({ id }: { id: string }) {
  const t = useText();
  const query = useQuery(changesQuery(id));
  const nameOf = (field: string) => {
    const known = named.find((one) => one === field);
    return known ? t(`field.${known}`) : t("field.other", { name: field });
  };
  const shown = (value: unknown) => {
    if (Array.isArray(value)) return value.length ? value.join(", ") : t("blank");
    return typeof value === "string" && value !== "" ? value : t("blank");
  };
  return (
    <>
      <Pending query={query} lines={3} compact />
      <ol className={css.changes}>
        {query.data?.map((one) => (
          <li key={`${one.version}-${one.act}`} className={css.change}>
            <span className={css.head}>
              <strong>{t(`history.${one.act}`)}</strong>
              {one.person && <span>{one.person.name}</span>}
              <Time at={one.at} />
            </span>
            {one.note && <span className={css.note}>{one.note}</span>}
            {Object.entries(one.fields).map(([field, { before, after }]) => (
              <span key={field} className={css.fields}>{t("history.field", { field: nameOf(field), before: shown(before), after: shown(after) })}</span>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}
