import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import { formatNumber } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { DescriptionList } from "@/ui/DescriptionList";
import { Section } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import { useText } from "./text";

export default function SystemPage() {
  const t = useText();
  const roles = useQuery({ queryKey: ["administration", "roles"], queryFn: ({ signal }) => body(api.GET("/api/v1/platform-roles", { signal })) });
  const search = useQuery({ queryKey: ["administration", "search"], queryFn: ({ signal }) => body(api.GET("/api/v1/search/status", { signal })), refetchInterval: 10_000 });
  return (
    <>
      <Section title={t("roles")}>
        {roles.isPending && <Skeleton />}
        {roles.isError && <ErrorState compact error={roles.error} onRetry={() => void roles.refetch()} />}
        {roles.data && (
          <Table
            caption={t("roles")}
            rows={roles.data}
            rowKey={(row) => row.person.id + row.role}
            columns={[
              { key: "who", header: t("audit.who"), rowHeader: true, cell: (row) => <Link to={`/directory/people/${row.person.id}`}>{row.person.name}</Link> },
              { key: "role", header: t("invite.role"), cell: (row) => <Badge tone="accent">{t(`role.${row.role}`)}</Badge> },
              { key: "since", header: t("started"), wideOnly: true, cell: (row) => <Time at={row.since} show="date" /> },
            ]}
          />
        )}
      </Section>
      <Section title={t("search")} framed>
        {search.isPending && <Skeleton />}
        {search.isError && <ErrorState compact error={search.error} onRetry={() => void search.refetch()} />}
        {search.data && (
          <DescriptionList
            items={[
              { term: t("state"), value: <Badge tone={search.data.healthy ? "good" : "danger"}>{search.data.healthy ? t("search.healthy") : t("search.ill")}</Badge> },
              { term: t("search.engine"), value: search.data.engine },
              { term: t("search.documents"), value: formatNumber(search.data.documents) },
              { term: t("search.waiting"), value: formatNumber(search.data.waiting) },
            ]}
          />
        )}
      </Section>
    </>
  );
}
