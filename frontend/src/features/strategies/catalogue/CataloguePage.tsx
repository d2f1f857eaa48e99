import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { BookOpenText, Download } from "lucide-react";
import { useMaybeMe } from "@/api/me";
import { BesideMap } from "@/ui/BesideMap";
import { Badge } from "@/ui/Badge";
import { Button, LinkButton } from "@/ui/Button";
import type { TileValue } from "@/ui/CountryTiles";
import { TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Menu } from "@/ui/Menu";
import { Page, Row } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { languageName } from "@/i18n";
import { partialDate } from "../dates";
import { Propose } from "../edition/Propose";
import { Live } from "../Live";
import { addressOf, editionsQuery, placesQuery, usePlaceName } from "../queries";
import { Tabs } from "../Tabs";
import { useText } from "../text";
import { levels, standings, titles, tones, type Card, type Filters } from "../vocabulary";
import css from "./Catalogue.module.css";
import { Filter } from "./Filter";

const files = ["editions.csv", "editions.json", "editions.bib", "editions.ris", "feed.atom"] as const;

/** Every strategy and instrument, narrowed by words, facets or the map of the member states. */
export default function CataloguePage() {
  const t = useText();
  const navigate = useNavigate();
  const filters = useSearch({ strict: false }) as Filters;
  const set = (next: Filters) => void navigate({ to: "/strategies", search: { ...next }, replace: true, resetScroll: false });
  const query = useInfiniteQuery(editionsQuery(filters));
  const places = useQuery(placesQuery()).data ?? [];
  const nameOf = usePlaceName();
  const me = useMaybeMe();
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const first = query.data?.pages[0];
  const values = Object.fromEntries(
    places
      .filter(({ member }) => member)
      .map(({ code, standing, editions }): [string, TileValue] => [
        code,
        {
          level: levels[standing ?? "none"],
          text: t("map.editions", { standing: t(`standing.${standing ?? "none"}`), count: editions }),
          figure: editions ? String(editions) : undefined,
        },
      ]),
  );
  const title = (row: Card) => {
    const [name, second] = titles(row);
    return (
      <TwoLines second={second}>
        <Link to={`/strategies/editions/${row.id}`} data-row-link lang={name === row.title_original ? row.language : "en"}>
          {name}
        </Link>
      </TwoLines>
    );
  };
  return (
    <Page
      title={t("title")}
      intro={t("intro")}
      width="wide"
      actions={
        <>
          <Menu trigger={<Button icon={Download}>{t("export")}</Button>}>
            {(m) => files.map((file) => (
              <m.Item key={file} onSelect={() => window.location.assign(addressOf(file, filters))}>
                {t(`export.${file.split(".")[1] as "csv" | "json" | "bib" | "ris" | "atom"}`)}
              </m.Item>
            ))}
          </Menu>
          <Propose place={filters.place} />
        </>
      }
    >
      {me && <Live />}
      <Tabs />
      <Filter filters={filters} set={set} facets={first?.facets ?? {}} />
      <BesideMap
        label={t("map")}
        values={values}
        legend={standings.map((one) => t(`standing.${one}`))}
        chosen={filters.place}
        onChoose={(place) => set({ ...filters, place })}
      >
        <Row className={css.above}>
          {first && <span role="status">{t("count", { count: first.total ?? rows.length })}</span>}
          {filters.place && (
            <LinkButton size="small" to={`/strategies/places/${filters.place}`}>
              {t("open.place", { name: nameOf(filters.place) })}
            </LinkButton>
          )}
        </Row>
        <Pending query={query} height={480} />
        {query.data && (
          <Table
            caption={t("list")}
            rows={rows}
            rowKey={(row) => row.id}
            linked
            empty={
              <EmptyState icon={BookOpenText} title={t("none.title")} action={<Button onClick={() => set({})}>{t("filter.clear")}</Button>}>
                {t("none.detail")}
              </EmptyState>
            }
            columns={[
              { key: "title", header: t("column.title"), rowHeader: true, cell: title },
              { key: "place", header: t("filter.place"), under: true, cell: (row) => nameOf(row.place) },
              { key: "adopted", header: t("column.adopted"), under: true, cell: (row) => partialDate(row.adopted, "short") || "–" },
              {
                key: "status",
                header: t("filter.status"),
                cell: (row) => row.state === "published" ? <Badge tone={tones[row.status]}>{t(`status.${row.status}`)}</Badge> : <Badge tone="warn">{t(`state.${row.state}`)}</Badge>,
              },
              { key: "kind", header: t("filter.kind"), wideOnly: true, cell: (row) => t(`kind.${row.kind}`) },
              { key: "language", header: t("filter.language"), wideOnly: true, cell: (row) => languageName(row.language) },
            ]}
          />
        )}
        <LoadMore query={query} auto />
      </BesideMap>
    </Page>
  );
}
