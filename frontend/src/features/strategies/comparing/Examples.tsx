import { useQuery } from "@tanstack/react-query";
import { Table2 } from "lucide-react";
import { LinkButton } from "@/ui/Button";
import { EmptyState } from "@/ui/States";
import { placesQuery } from "../queries";
import { regionQuery } from "../region/queries";
import { useText } from "../text";
import css from "./Comparing.module.css";

const few = 6;

/** What a comparison may begin with: sets of states, each one press away. */
export function Examples() {
  const t = useText();
  const places = useQuery(placesQuery()).data ?? [];
  const states = useQuery(regionQuery(undefined)).data?.states ?? [];
  const codes = (subregion: string) => places.filter((one) => one.member && one.subregion === subregion).map((one) => one.code);
  const readable = states
    .filter((one) => one.text.text === "here")
    .sort((a, b) => (b.text.year ?? 0) - (a.text.year ?? 0) || (b.text.share ?? 0) - (a.text.share ?? 0))
    .slice(0, few)
    .map((one) => one.code);
  const examples = [
    { label: t("compare.example.readable"), place: readable },
    { label: t("compare.example.caribbean"), place: codes("caribbean") },
    { label: t("compare.example.south"), place: codes("south_america") },
  ].filter((one) => one.place.length > 1);
  return (
    <EmptyState
      icon={Table2}
      title={t("compare.empty")}
      action={
        <div className={css.examples} role="group" aria-label={t("examples")}>
          {examples.map(({ label, place }) => (
            <LinkButton key={label} to="/strategies/compare" search={{ place }}>
              {label}
            </LinkButton>
          ))}
        </div>
      }
    >
      {t("compare.empty.detail")}
    </EmptyState>
  );
}
