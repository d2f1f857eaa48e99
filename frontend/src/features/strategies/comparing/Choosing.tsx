import { useQuery } from "@tanstack/react-query";
import { CopyPlus } from "lucide-react";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { Menu } from "@/ui/Menu";
import { Select } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { nameIn, placesQuery } from "../queries";
import { useText } from "../text";
import { subregions, type Place } from "../vocabulary";
import css from "./Comparing.module.css";
import type { Placed } from "./columns";
import { ExportMenu } from "./ExportMenu";
import { VocabularySelect } from "./VocabularySelect";
import { chosen, fileOf, most, orders, type Wanted } from "./wanted";

export interface ChoosingProps {
  wanted: Wanted;
  change: (patch: Wanted) => void;
  /** What the comparison shows now: names for what was chosen by edition or document. */
  columns: Placed[];
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Which states are compared, in which order and against what. */
export function Choosing({ wanted, change, columns }: ChoosingProps) {
  const t = useText();
  const places = useQuery(placesQuery(true)).data ?? [];
  const suggestion = (place: Place): Suggestion => ({
    id: place.code,
    label: nameIn(place, t.locale) ?? place.code,
    detail: place.editions > 0 ? t("compare.editions", { count: place.editions }) : undefined,
  });
  const given = new Map(places.map((place) => [place.code, suggestion(place)]));
  const others = [...(wanted.edition ?? []), ...(wanted.document ?? [])].map((id): Suggestion => {
    const found = columns.find(({ column }) => column.edition?.id === id || column.document_id === id);
    return { id, label: found ? `${found.name}: ${found.column.title}` : t("compare.text") };
  });
  const value = [...(wanted.place ?? []).map((code) => given.get(code) ?? { id: code, label: code }), ...others];
  const source = (query: string) =>
    Promise.resolve(
      places
        .filter((place) => [place.code, ...Object.values(place.names)].some((name) => plain(name).startsWith(plain(query)) || plain(name).includes(` ${plain(query)}`)))
        .map(suggestion)
        .sort((a, b) => Number(Boolean(b.detail)) - Number(Boolean(a.detail)) || a.label.localeCompare(b.label))
        .slice(0, 40),
    );
  const choose = (next: Suggestion[]) => {
    const ids = new Set(next.map((one) => one.id));
    const kept = (before: string[] = []) => before.filter((id) => ids.has(id));
    const known = new Set([...(wanted.edition ?? []), ...(wanted.document ?? [])]);
    change({
      place: next.map((one) => one.id).filter((id) => !known.has(id)),
      edition: kept(wanted.edition),
      document: kept(wanted.document),
    });
  };
  const add = (codes: string[]) => {
    const room = most - chosen({ ...wanted, place: [] });
    const all = [...new Set([...(wanted.place ?? []), ...codes])];
    if (all.length > room) toast.say(t("compare.full", { count: most }));
    change({ place: all.slice(0, room) });
  };
  const known = places.filter((place) => place.editions > 0 || place.member);
  const first = places.find((place) => place.code === wanted.place?.[0]);
  return (
    <div className={css.choosing}>
      <Field label={t("compare.states")}>
        <Combobox multiple value={value} onChange={choose} source={source} placeholder={t("compare.states.hint")} />
      </Field>
      <div className={css.tools}>
        <Menu trigger={<Button icon={CopyPlus}>{t("compare.several")}</Button>}>
          {(m) => (
            <>
              {first && (
                <m.Item onSelect={() => add(known.filter((one) => one.subregion === first.subregion && one.kind === "state").map((one) => one.code))}>
                  {t("compare.similar", { name: nameIn(first, t.locale) ?? first.code })}
                </m.Item>
              )}
              {subregions.map((subregion) => (
                <m.Item key={subregion} onSelect={() => add(known.filter((one) => one.subregion === subregion).map((one) => one.code))}>
                  {t(`subregion.${subregion}`)}
                </m.Item>
              ))}
            </>
          )}
        </Menu>
        <VocabularySelect value={wanted.vocabulary} onChange={(vocabulary) => change({ vocabulary, element: undefined, of: undefined, folded: undefined })} />
        <Select
          aria-label={t("sort")}
          value={wanted.sort ?? "share"}
          options={orders.map((one) => ({ value: one, label: t(`compare.sort.${one}`) }))}
          onChange={(sort) => change({ sort: orders.slice(1).find((one) => one === sort) })}
        />
        {chosen(wanted) > 0 && (
          <>
            <ExportMenu file={(format) => fileOf(format, wanted, t.locale)} texts={columns.map(({ column }) => column)} />
            <Button variant="quiet" onClick={() => change({ place: undefined, edition: undefined, document: undefined, of: undefined, element: undefined })}>
              {t("compare.clear")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
