import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Mails } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { paged } from "@/api/paged";
import { duration, formatDate, formatNumber } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import css from "../Administration.module.css";
import { useText } from "../text";
import { keys } from "./keys";
import { StartTest } from "./StartTest";

/** Contact tests ("pings"): whether somebody reads the mailboxes of the directory, and how soon. */
export default function TestsPage() {
  const t = useText();
  const [starting, setStarting] = useState(false);
  const query = useInfiniteQuery(
    paged(keys.list, (after, signal) =>
      body(api.GET("/api/v1/contact-tests", { params: { query: { limit: 50, after } }, signal })),
    ),
  );
  const start = <Button icon={Mails} variant="primary" onClick={() => setStarting(true)}>{t("tests.start")}</Button>;
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {rows.length > 0 && <div className={css.toolbar}>{start}</div>}
      <Pending query={query} height={200} />
      {query.data && (
        <Table
          caption={t("tab.tests")}
          linked
          rows={rows}
          rowKey={(row) => row.id}
          empty={<EmptyState icon={Mails} title={t("tests.none")} action={start}>{t("tests.none.detail")}</EmptyState>}
          columns={[
            {
              key: "note",
              header: t("tests.note"),
              rowHeader: true,
              cell: (row) => (
                <TwoLines second={row.started_by?.name}>
                  <Link to={`/administration/tests/${row.id}`} data-row-link>{row.note || t("tests.of", { date: formatDate(row.created_at) })}</Link>
                </TwoLines>
              ),
            },
            { key: "started", header: t("started"), wideOnly: true, cell: (row) => <Time at={row.created_at} show="date" /> },
            { key: "state", header: t("state"), wideOnly: true, cell: (row) => <Badge tone={row.closed ? "neutral" : "accent"}>{t(row.closed ? "tests.closed" : "tests.running")}</Badge> },
            { key: "answered", header: t("tests.answers"), numeric: true, cell: (row) => t("tests.answered", { answered: row.answered, asked: row.asked }) },
            { key: "rate", header: t("tests.rate"), numeric: true, cell: (row) => formatNumber(row.answer_rate, { style: "percent" }) },
            { key: "median", header: t("tests.median"), numeric: true, wideOnly: true, cell: (row) => (row.median_seconds === null ? "–" : duration(row.median_seconds)) },
          ]}
        />
      )}
      <LoadMore query={query} auto />
      {starting && <StartTest onClose={() => setStarting(false)} />}
    </>
  );
}
