import { useNavigate } from "@tanstack/react-router";
import { CircleDot, ClockAlert, X } from "lucide-react";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/TextInput";
import { kindIcons } from "../KindIcon";
import { useText } from "../text";
import { topicKinds, type Filters, type Group } from "../types";
import css from "./FeedFilters.module.css";
import { MoreFilters } from "./MoreFilters";

export interface FeedFiltersProps {
  filters: Filters;
  /** Offers a choice of group when given. */
  groups?: Group[];
  /** Where these filters stand in the address. */
  to: string;
}

/** What the list is narrowed to; it stands in the address, so that it can be kept and sent. */
export function FeedFilters({ filters, groups, to }: FeedFiltersProps) {
  const t = useText();
  const navigate = useNavigate();
  const set = (change: Filters) => void navigate({ to, search: { ...filters, ...change }, replace: true });
  return (
    <div className={css.filters} role="search" aria-label={t("filter")}>
      <div className={css.kinds} role="group" aria-label={t("filter.kind")}>
        <Button size="small" variant="quiet" aria-pressed={!filters.kind} onClick={() => set({ kind: undefined, answered: undefined })}>
          {t("filter.all")}
        </Button>
        {topicKinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            variant="quiet"
            icon={kindIcons[kind]}
            aria-pressed={filters.kind === kind}
            onClick={() => set({ kind: filters.kind === kind ? undefined : kind, answered: undefined })}
          >
            {t(`kinds.${kind}`)}
          </Button>
        ))}
      </div>
      <div className={css.more}>
        <Button size="small" variant="quiet" icon={CircleDot} aria-pressed={filters.unread ?? false} onClick={() => set({ unread: filters.unread ? undefined : true })}>
          {t("filter.unread")}
        </Button>
        <Button size="small" variant="quiet" icon={ClockAlert} aria-pressed={filters.awaiting ?? false} onClick={() => set({ awaiting: filters.awaiting ? undefined : true })}>
          {t("filter.awaiting")}
        </Button>
        {filters.tag && (
          <Button size="small" variant="quiet" icon={X} aria-label={t("filter.tag.remove", { tag: filters.tag })} aria-pressed onClick={() => set({ tag: undefined })}>
            #{filters.tag}
          </Button>
        )}
        <MoreFilters filters={filters} onChange={set} />
        {groups && groups.length > 0 && (
          <span className={css.beside}>
          <Select
            aria-label={t("filter.group")}
            className={css.group}
            value={filters.group ?? ""}
            placeholder={t("filter.group.all")}
            options={groups.map((group) => ({ value: group.id, label: group.name }))}
            onChange={(group) => set({ group: group || undefined })}
          />
          </span>
        )}
      </div>
    </div>
  );
}
