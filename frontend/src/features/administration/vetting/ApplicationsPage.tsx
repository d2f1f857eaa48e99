import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ClipboardCheck } from "lucide-react";
import { api, body } from "@/api/client";
import { paged } from "@/api/paged";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { LoadMore } from "@/ui/LoadMore";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Clock } from "./Clock";
import { useText } from "../text";
import { keys } from "./keys";

export default function ApplicationsPage() {
  const t = useText();
  const query = useInfiniteQuery(
    paged(keys.list, (after, signal) =>
      body(api.GET("/api/v1/applications", { params: { query: { after } }, signal })),
    ),
  );
  if (query.isPending) return <Skeleton height={240} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Table
        caption={t("tab.applications")}
        linked
        rows={query.data.pages.flatMap((page) => page.items)}
        rowKey={(row) => row.id}
        empty={<EmptyState icon={ClipboardCheck} title={t("applications.none")}>{t("applications.none.detail")}</EmptyState>}
        columns={[
          { key: "name", header: t("organisation"), rowHeader: true, cell: (row) => <Link to={`/directory/applications/${row.id}`} data-row-link>{row.name}</Link> },
          { key: "country", header: t("apply.country"), wideOnly: true, cell: (row) => row.country && countryName(row.country) },
          { key: "status", header: t("state"), cell: (row) => <Badge tone={row.awaits_me ? "accent" : "neutral"}>{t(`status.${row.status}`)}</Badge> },
          { key: "clock", header: t("clock"), under: true, cell: (row) => <Clock clock={row.clock} /> },
        ]}
      />
      <LoadMore query={query} auto />
    </>
  );
}
