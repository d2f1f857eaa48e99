import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Building2, Download } from "lucide-react";
import type { Schemas } from "@/api/types";
import { countryName } from "@/i18n";
import { BesideMap } from "@/ui/BesideMap";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import type { TileValue } from "@/ui/CountryTiles";
import { TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Menu } from "@/ui/Menu";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import css from "./Directory.module.css";
import { Filter, useFilters } from "./Filter";
import { Frame } from "./Frame";
import { countriesQuery, organisationsQuery } from "./queries";
import { useText } from "./text";
import type { Filters } from "./vocabulary";

type Card = Schemas["OrganisationCard"];

function level(teams: number): TileValue["level"] {
  return Math.min(4, teams) as TileValue["level"];
}

/** The list as it is narrowed here. */
export function exportOf(kind: "csv" | "json", { confirm, ...filters }: Filters): string {
  const query = new URLSearchParams(Object.entries(filters).filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  if (confirm) query.set("needs_confirmation", "true");
  return `/api/v1/organisations.${kind}?${query.toString()}`;
}

/** An address that breaks, if it must, behind its @ only. */
function MailAddress({ address }: { address: string }) {
  const [name, host] = address.split("@");
  return (
    <a className={css.address} href={`mailto:${address}`}>
      {name}@<wbr />
      {host}
    </a>
  );
}

/** Every organisation of the network, narrowed by words, country, kind or the map. */
export default function OrganisationsPage() {
  const t = useText();
  const filters = useSearch({ strict: false }) as Filters;
  const set = useFilters("/directory");
  const query = useInfiniteQuery(organisationsQuery(filters));
  const countries = useQuery(countriesQuery).data ?? [];
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const values = Object.fromEntries(
    countries.map(({ iso3, teams }) => [iso3, { level: level(teams), text: t("map.teams", { count: teams }), figure: teams ? String(teams) : undefined }]),
  );
  const name = (row: Card) => (
    <TwoLines second={row.acronym && row.acronym !== row.name && row.name}>
      <Link to={`/directory/organisations/${row.id}`} data-row-link>
        {row.acronym || row.name}
      </Link>
    </TwoLines>
  );
  return (
    <Frame
      actions={
        <Menu trigger={<Button icon={Download}>{t("export")}</Button>}>
          {(m) => (
            <>
              <m.Item onSelect={() => window.location.assign(exportOf("csv", filters))}>{t("export.csv")}</m.Item>
              <m.Item onSelect={() => window.location.assign(exportOf("json", filters))}>{t("export.json")}</m.Item>
            </>
          )}
        </Menu>
      }
    >
      <Filter page="/directory" filters={filters} full words={t("filter.text")} />
      <BesideMap
        label={t("map")}
        values={values}
        legend={[t("map.none"), "1", "2", "3", t("map.more")]}
        chosen={filters.country}
        onChoose={(country) => set({ ...filters, country })}
      >
        <Pending query={query} height={480} />
        {query.data && (
          <Table
            caption={t("organisations")}
            rows={rows}
            rowKey={(row) => row.id}
            linked
            empty={
              <EmptyState icon={Building2} title={t("none.title")} action={<Button onClick={() => set({})}>{t("filter.clear")}</Button>}>
                {t("none.detail")}
              </EmptyState>
            }
            columns={[
              { key: "name", header: t("column.name"), rowHeader: true, cell: name },
              { key: "country", header: t("filter.country"), cell: (row) => row.country && countryName(row.country) },
              { key: "kind", header: t("filter.kind"), wideOnly: true, cell: (row) => t(`kind.${row.kind}`) },
              { key: "contact", header: t("column.contact"), wideOnly: true, cell: (row) => row.email && <MailAddress address={row.email} /> },
              { key: "people", header: t("column.people"), numeric: true, wideOnly: true, cell: (row) => row.people || "–" },
              {
                key: "confirmed",
                header: t("column.confirmed"),
                wideOnly: true,
                cell: ({ confirmation }) =>
                  confirmation.confirmed_at && !confirmation.overdue ? <Time at={confirmation.confirmed_at} show="date" /> : <Badge tone="warn">{t("filter.confirm")}</Badge>,
              },
            ]}
          />
        )}
        <LoadMore query={query} auto />
      </BesideMap>
    </Frame>
  );
}
