import { useQuery } from "@tanstack/react-query";
import { CheckCheck, CircleHelp, Flag, ListFilter, UserRound, type LucideIcon } from "lucide-react";
import { api, body } from "@/api/client";
import { useMay, useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { Field, FieldStack } from "@/ui/Field";
import { Popover } from "@/ui/Popover";
import { Select } from "@/ui/TextInput";
import type { Suggestion, SuggestionSource } from "@/ui/useSuggestions";
import { authorQuery, groupsQuery } from "../api";
import { useText } from "../text";
import type { Filters } from "../types";
import css from "./FeedFilters.module.css";

export interface MoreFiltersProps {
  filters: Filters;
  onChange: (change: Filters) => void;
}

/** Filters that are needed less often: who started it, whether it is answered, what waits for moderators. */
export function MoreFilters({ filters, onChange }: MoreFiltersProps) {
  const t = useText();
  const me = useMe().person;
  const steward = useQuery(groupsQuery).data?.some((group) => group.standing === "steward") ?? false;
  const moderates = useMay("forum:post:moderate") || steward;
  const { author, answered, flagged } = filters;
  const known = useQuery({ ...authorQuery(author ?? ""), enabled: author !== undefined && author !== me.id }).data?.name;
  const name = author === me.id ? me.name : (known ?? t("filter.author.somebody"));
  const chosen: Suggestion[] = author ? [{ id: author, label: name }] : [];
  const source: SuggestionSource<Suggestion> = async (q, signal) => {
    if (q.trim() === "") return [{ id: me.id, label: me.name }];
    const found = await body(api.GET("/api/v1/people", { params: { query: { q, limit: 8 } }, signal }));
    return found.items.map((person) => ({ id: person.id, label: person.name, detail: person.organisations[0]?.name }));
  };
  // Only questions have an accepted answer.
  const answer = (value: boolean | undefined) => onChange(value === undefined ? { answered: value } : { answered: value, kind: "question" });
  const chip = (label: string, change: Filters, icon: LucideIcon) => (
    <Button size="small" variant="quiet" icon={icon} aria-pressed aria-label={t("filter.remove", { filter: label })} onClick={() => onChange(change)}>
      {label}
    </Button>
  );
  return (
    <>
      {author && (
        <Button size="small" variant="quiet" icon={UserRound} aria-pressed aria-label={t("filter.author.remove", { name })} onClick={() => onChange({ author: undefined })}>
          {name}
        </Button>
      )}
      {answered !== undefined && chip(t(`filter.answered.${answered}`), { answered: undefined }, answered ? CheckCheck : CircleHelp)}
      {flagged && chip(t("filter.flagged"), { flagged: undefined }, Flag)}
      <Popover
        label={t("filter.more")}
        align="end"
        className={css.panel}
        trigger={
          <Button size="small" variant="quiet" icon={ListFilter}>
            {t("filter.more")}
          </Button>
        }
      >
        <FieldStack>
          <Field label={t("filter.author")}>
            <Combobox value={chosen} onChange={([one]) => onChange({ author: one?.id })} source={source} />
          </Field>
          <Field label={t("filter.answered")}>
            <Select
              value={answered === undefined ? "" : String(answered)}
              placeholder={t("filter.answered.any")}
              options={["true", "false"].map((value) => ({ value, label: t(`filter.answered.${value as "true" | "false"}`) }))}
              onChange={(value) => answer(value === "" ? undefined : value === "true")}
            />
          </Field>
          {moderates && <Checkbox label={t("filter.flagged")} checked={flagged ?? false} onChange={(on) => onChange({ flagged: on || undefined })} />}
        </FieldStack>
      </Popover>
    </>
  );
}
