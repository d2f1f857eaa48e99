import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "@/api/client";
import { paged } from "@/api/paged";
import type { Schemas } from "@/api/types";
import { Button } from "@/ui/Button";
import { LoadMore } from "@/ui/LoadMore";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import css from "../Administration.module.css";
import { useText } from "../text";
import { Entry } from "./Entry";
import { query as asked, type AuditFilters } from "./filters";
import { FilterBar } from "./FilterBar";

/** An act may wrap after each of its dots. */
function breakable(act: string) {
  return act.split(".").flatMap((part, index) => (index === 0 ? [part] : [".", <wbr key={index} />, part]));
}

/** Who did what to which object, narrowed by any of them and by days, with every entry to look into. */
export default function AuditPage() {
  const t = useText();
  const navigate = useNavigate();
  const filters = useSearch({ strict: false }) as AuditFilters;
  const [open, setOpen] = useState<Schemas["AuditRead"] | null>(null);
  const set = (next: AuditFilters) => {
    setOpen(null);
    void navigate({ to: "/administration/audit", search: { ...next }, replace: true, resetScroll: false });
  };
  const query = useInfiniteQuery(
    paged(
      ["administration", "audit", filters],
      (after, signal) => body(api.GET("/api/v1/audit", { params: { query: { ...asked(filters), limit: 100, after } }, signal })),
      { keep: true },
    ),
  );
  return (
    <>
      <FilterBar filters={filters} onChange={set} />
      <Pending query={query} height={320} />
      {query.data && !query.isError && (
        <Table
          caption={t("tab.audit")}
          linked
          rows={query.data.pages.flatMap((page) => page.items)}
          rowKey={(row) => `${row.chain}-${row.seq}`}
          empty={<EmptyState title={t("audit.none")} action={<Button onClick={() => set({})}>{t("audit.clear")}</Button>} />}
          columns={[
            {
              key: "act",
              header: t("audit.act"),
              rowHeader: true,
              cell: (row) => (
                <button type="button" data-row-link className={css.link} aria-label={row.act} onClick={() => setOpen(row)}><code>{breakable(row.act)}</code></button>
              ),
            },
            { key: "who", header: t("audit.who"), cell: (row) => row.actor?.name ?? t("audit.system") },
            { key: "when", header: t("audit.when"), under: true, cell: (row) => <Time at={row.at} /> },
            { key: "object", header: t("audit.object"), wideOnly: true, cell: (row) => <code className={css.key}>{row.object_type} {row.object_id}</code> },
          ]}
        />
      )}
      <LoadMore query={query} auto />
      {open && <Entry entry={open} onClose={() => setOpen(null)} onFilter={set} />}
    </>
  );
}
