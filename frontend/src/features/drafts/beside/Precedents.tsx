import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { LibraryBig, Users } from "lucide-react";
import { useState } from "react";
import { LoadMore } from "@/ui/LoadMore";
import { Button } from "@/ui/Button";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import { coverageQuery, keys, precedentsQuery } from "../queries";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import css from "./Beside.module.css";
import { Neighbours } from "./Neighbours";
import { PrecedentCard } from "./PrecedentCard";
import { chosenPlaces, keepPlaces } from "./neighbourly";

export interface PrecedentsProps {
  draft: Draft;
  section: Section;
  onCite?: (mark: string) => void;
}

/** How neighbours worded this section's element, the most alike first. */
export function Precedents({ draft, section, onCite }: PrecedentsProps) {
  const t = useText();
  const client = useQueryClient();
  const [other, setOther] = useState<string | null>(null);
  const [places, setPlaces] = useState(() => chosenPlaces(draft.id));
  const [choosing, setChoosing] = useState(false);
  const elements = useQuery(coverageQuery(draft.id, draft.vocabulary, t.locale)).data?.elements ?? [];
  const element = other ?? section.element;
  const query = useInfiniteQuery({ ...precedentsQuery(draft.id, element ?? "", places), enabled: element !== null });
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  const first = query.data?.pages[0];
  return (
    <div className={css.stack}>
      <Select
        aria-label={t("precedents.element")}
        value={element ?? ""}
        placeholder={element === null ? t("precedents.element.choose") : undefined}
        options={elements.map((one) => ({ value: one.code, label: `${one.code} ${one.label}` }))}
        onChange={(code) => setOther(code === section.element ? null : code)}
      />
      <div className={css.line}>
        <span role="status">{first && t("precedents.count", { count: first.total, places: first.places.length })}</span>
        <Button size="small" variant="quiet" icon={Users} onClick={() => setChoosing(true)}>
          {t("precedents.neighbours")}
        </Button>
      </div>
      {element === null && <EmptyState icon={LibraryBig} title={t("precedents.choose.title")}>{t("precedents.choose.detail")}</EmptyState>}
      {element !== null && <Pending query={query} compact lines={8} />}
      {first && found.length === 0 && (
        <EmptyState icon={LibraryBig} title={t("precedents.none.title")} action={<Button onClick={() => setChoosing(true)}>{t("precedents.neighbours")}</Button>}>
          {t("precedents.none.detail")}
        </EmptyState>
      )}
      <ul className={css.cards}>
        {found.map((one) => (
          <PrecedentCard
            key={one.passage_id}
            draft={draft}
            precedent={one}
            onCite={onCite && ((mark) => {
              onCite(mark);
              void client.invalidateQueries({ queryKey: keys.precedents(draft.id) });
              void client.invalidateQueries({ queryKey: keys.sources(draft.id) });
            })}
          />
        ))}
      </ul>
      <LoadMore query={query} />
      {choosing && (
        <Neighbours
          draft={draft}
          chosen={places}
          onClose={() => setChoosing(false)}
          onChosen={(chosen) => {
            keepPlaces(draft.id, chosen);
            setPlaces(chosen);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
