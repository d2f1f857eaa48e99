import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatNumber } from "@/i18n";
import { Checkbox } from "@/ui/Choice";
import { FormDialog } from "@/ui/FormDialog";
import { Pending } from "@/ui/Pending";
import { TextInput } from "@/ui/TextInput";
import { neighboursQuery } from "../queries";
import { usePlaceName } from "../places";
import { useText } from "../text";
import type { Draft } from "../types";
import css from "./Beside.module.css";

export interface NeighboursProps {
  draft: Draft;
  chosen: string[] | undefined;
  onChosen: (places: string[] | undefined) => void;
  onClose: () => void;
}

/** The states whose strategies are looked through, the most alike first, with what makes them so. */
export function Neighbours({ draft, chosen, onChosen, onClose }: NeighboursProps) {
  const t = useText();
  const nameOf = usePlaceName();
  const query = useQuery(neighboursQuery(draft.id));
  const [picked, setPicked] = useState(new Set(chosen));
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLocaleLowerCase();
  const shown = query.data?.filter((one) => one.documents > 0 && (wanted === "" || nameOf(one.place).toLocaleLowerCase().includes(wanted)));
  const toggle = (place: string) => {
    const next = new Set(picked);
    if (!next.delete(place)) next.add(place);
    setPicked(next);
  };
  return (
    <FormDialog
      title={t("neighbours.title")}
      submit={picked.size === 0 ? t("neighbours.likeliest") : t("neighbours.use", { count: picked.size })}
      onSubmit={() => onChosen(picked.size > 0 ? [...picked] : undefined)}
      onClose={onClose}
    >
      <p>{t("neighbours.intro")}</p>
      <TextInput type="search" aria-label={t("neighbours.find")} placeholder={t("neighbours.find")} value={typed} maxLength={80} onChange={(event) => setTyped(event.target.value)} />
      <Pending query={query} compact lines={8} />
      <div className={css.neighbours} role="group" aria-label={t("neighbours.title")}>
        {shown?.map((one) => (
          <Checkbox
            key={one.place}
            checked={picked.has(one.place)}
            onChange={() => toggle(one.place)}
            label={nameOf(one.place)}
            hint={[
              t("neighbours.likeness", { share: formatNumber(one.score, { style: "percent", maximumFractionDigits: 0 }) }),
              ...one.because.map((why) => t(`because.${why}`)),
              t("neighbours.documents", { count: one.documents }),
            ].join(" · ")}
          />
        ))}
      </div>
    </FormDialog>
  );
}
