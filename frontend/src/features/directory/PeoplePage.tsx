import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import { countryName } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Filter, useFilters } from "./Filter";
import { Frame } from "./Frame";
import { peopleQuery } from "./queries";
import { useText } from "./text";
import type { Filters } from "./vocabulary";

export default function PeoplePage() {
  const t = useText();
  const filters = useSearch({ strict: false }) as Filters;
  const set = useFilters("/directory/people");
  const query = useInfiniteQuery(peopleQuery(filters));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Frame>
      <Filter page="/directory/people" filters={filters} words={t("filter.person")} />
      <Pending query={query} height={480} />
      {query.data && (
        <Table
          caption={t("people")}
          rows={rows}
          rowKey={(row) => row.id}
          linked
          empty={
            <EmptyState icon={UserRound} title={t("none.title")} action={<Button onClick={() => set({})}>{t("filter.clear")}</Button>}>
              {t("none.detail")}
            </EmptyState>
          }
          columns={[
            {
              key: "name",
              header: t("name"),
              rowHeader: true,
              cell: (row) => (
                <TwoLines start={<Avatar name={row.name} size={24} decorative />} second={row.title}>
                  <Link to={`/directory/people/${row.id}`} data-row-link>
                    {row.name}
                  </Link>
                </TwoLines>
              ),
            },
            { key: "organisation", header: t("column.name"), cell: (row) => row.organisations.map((one) => one.acronym || one.name).join(", ") },
            { key: "country", header: t("filter.country"), wideOnly: true, cell: (row) => row.organisations[0]?.country && countryName(row.organisations[0].country) },
            { key: "role", header: t("column.role"), wideOnly: true, cell: (row) => row.organisations[0] && t(`role.${row.organisations[0].role}`) },
          ]}
        />
      )}
      <LoadMore query={query} auto />
    </Frame>
  );
}
