import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Archive, FilePen, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useLive } from "@/api/live";
import { useMay, useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { LinkTabs } from "@/ui/LinkTabs";
import { LoadMore } from "@/ui/LoadMore";
import { Page } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import type { Listed } from "../address";
import { draftsQuery, keys } from "../queries";
import { useText } from "../text";
import { phases } from "../types";
import { DraftRow } from "./DraftRow";
import css from "./List.module.css";
import { NewDraft } from "./NewDraft";

/** Asks again for the list when a draft that I may see comes, changes or goes. */
function useListStream() {
  const client = useQueryClient();
  const live = useLive();
  const { streams } = useMe();
  useEffect(() => {
    const again = () => void client.invalidateQueries({ queryKey: keys.list });
    const listener = { onEvent: (event: { type: string }) => event.type.startsWith("strategies.draft.") && again(), onReset: again };
    const stops = streams.map((name) => live.subscribe(name.startsWith("person:") ? "me" : name, listener));
    return () => stops.forEach((stop) => stop());
  }, [client, live, streams]);
}

/** The drafts that I may read. */
export default function DraftsPage() {
  const t = useText();
  const navigate = useNavigate();
  const filters = useSearch({ strict: false }) as Listed;
  const query = useInfiniteQuery(draftsQuery(filters));
  const [making, setMaking] = useState(false);
  const may = useMay("strategies:draft:write");
  useListStream();
  const narrow = (patch: Listed) => void navigate({ to: "/strategies/drafts", search: { ...filters, ...patch }, replace: true });
  const drafts = query.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = filters.mine !== undefined || filters.phase !== undefined;
  const nothing = narrowed ? "none.narrowed" : filters.archived ? "none.archived" : "none.title";
  const clear = <Button onClick={() => narrow({ mine: undefined, phase: undefined, archived: undefined })}>{t("filter.clear")}</Button>;
  const begin = may && (
    <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} intro={t("intro")} width="wide" trail={[{ to: "/strategies", label: t("strategies") }]} actions={begin}>
      <LinkTabs
        label={t("strategies")}
        tabs={[
          { to: "/strategies", label: t("tab.catalogue"), exact: true },
          { to: "/strategies/search", label: t("tab.search") },
          { to: "/strategies/compare", label: t("tab.compare") },
          { to: "/strategies/region", label: t("tab.region") },
          { to: "/strategies/drafts", label: t("title") },
        ]}
      />
      <div className={css.filters}>
        <Select
          aria-label={t("filter.whose")}
          value={filters.mine ? "mine" : ""}
          options={[{ value: "", label: t("filter.all") }, { value: "mine", label: t("filter.mine") }]}
          onChange={(value) => narrow({ mine: value === "mine" ? true : undefined })}
        />
        <Select
          aria-label={t("filter.phase")}
          value={filters.phase ?? ""}
          options={[{ value: "", label: t("filter.phase.all") }, ...phases.map((value) => ({ value, label: t(`phase.${value}`) }))]}
          onChange={(value) => narrow({ phase: phases.find((one) => one === value) })}
        />
        <Select
          aria-label={t("filter.standing")}
          value={filters.archived ? "archived" : ""}
          options={[{ value: "", label: t("filter.atWork") }, { value: "archived", label: t("filter.archived") }]}
          onChange={(value) => narrow({ archived: value === "archived" ? true : undefined })}
        />
      </div>
      <Pending query={query} lines={8} />
      {query.data && drafts.length === 0 && (
        <EmptyState icon={filters.archived ? Archive : FilePen} title={t(nothing)} action={nothing === "none.title" ? begin : clear}>
          {nothing === "none.title" && t("none.detail")}
          {nothing === "none.archived" && t("none.archived.detail")}
        </EmptyState>
      )}
      <ul className={css.drafts} aria-busy={query.isPlaceholderData}>
        {drafts.map((one) => (
          <DraftRow key={one.id} draft={one} />
        ))}
      </ul>
      <LoadMore query={query} />
      {making && <NewDraft onClose={() => setMaking(false)} />}
    </Page>
  );
}
