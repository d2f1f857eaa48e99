import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMaybeMe } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { BesideMap } from "@/ui/BesideMap";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { TwoLines } from "@/ui/List";
import { Page, Row, Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { Table } from "@/ui/Table";
import { ExportMenu } from "../comparing/ExportMenu";
import { VocabularySelect } from "../comparing/VocabularySelect";
import type { Vocabulary } from "../comparing/wanted";
import { hundredths } from "../comparing/strength";
import { Live } from "../Live";
import { usePlaceName } from "../queries";
import { Tabs } from "../Tabs";
import { useText } from "../text";
import { titles, type Subregion } from "../vocabulary";
import { figureOf, levelOf, measures, rankOf, type Measure } from "./measures";
import { regionFileOf, regionQuery, type State } from "./queries";
import css from "./Region.module.css";
import { Strip } from "./Strip";

const shades = [0, 1, 2, 3, 4] as const;

interface Shown {
  by?: Measure;
  place?: string;
  vocabulary?: Vocabulary;
}

/** The hemisphere: how each member state's strategy stands, how old it is, what it covers; and all editions in time. */
export default function RegionPage() {
  const t = useText();
  const navigate = useNavigate();
  const me = useMaybeMe();
  const nameOf = usePlaceName();
  const { by = "status", place, vocabulary } = useSearch({ strict: false }) as Shown;
  const query = useQuery(regionQuery(vocabulary));
  const states = query.data?.states ?? [];
  const set = (patch: Shown) => void navigate({ to: "/strategies/region", search: { by: by === "status" ? undefined : by, place, vocabulary, ...patch }, replace: true, resetScroll: false });
  const words = (state: State) => {
    if (by === "age") return state.age === null ? t("region.age.none") : t("region.age", { count: state.age, year: String(state.year) });
    if (by === "coverage") return state.text.share === null ? t(state.text.text === "needs_ocr" ? "text.needs_ocr" : "text.none") : t("region.share", { value: hundredths(state.text.share) });
    return t(`standing.${state.standing}`);
  };
  const values = Object.fromEntries(states.map((one) => [one.code, { level: levelOf(one, by), text: words(one), figure: figureOf(one, by) }]));
  const count = (level: number) => states.filter((one) => levelOf(one, by) === level).length;
  const ranked = states
    .filter((one) => !place || one.code === place)
    .toSorted((a, b) => rankOf(b, by) - rankOf(a, by) || nameOf(a.code).localeCompare(nameOf(b.code)));
  const edition = (row: State) => {
    const shown = by === "coverage" ? row.text.edition : row.newest;
    if (by === "coverage" && row.text.document_id && row.text.text === "here") {
      return <Link to={`/strategies/documents/${row.text.document_id}/profile`} search={vocabulary ? { vocabulary } : {}}>{row.text.title}{row.text.year ? ` (${row.text.year})` : ""}</Link>;
    }
    if (!shown) return "–";
    return <Link to={`/strategies/editions/${shown.id}`}>{titles(shown)[0]}</Link>;
  };
  return (
    <Page
      title={t("region.title")}
      intro={t("region.intro")}
      width="wide"
      actions={<ExportMenu file={(format) => regionFileOf(format, vocabulary, t.locale)} />}
    >
      {me && <Live />}
      <Tabs />
      <div className={css.switch}>
        <Field group label={t("region.by")}>
          <RadioGroup inline value={by} onChange={(next) => set({ by: next === "status" ? undefined : measures.find((one) => one === next) })}>
            {measures.map((one) => (
              <Radio key={one} value={one} label={t(`region.by.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
        {by === "coverage" && <VocabularySelect value={vocabulary} onChange={(next) => set({ vocabulary: next })} />}
      </div>
      <BesideMap
        first
        label={t("region.map")}
        values={values}
        legend={shades.map((level) => t("region.legend", { meaning: t(`shade.${by}-${level}`), count: count(level) }))}
        chosen={place}
        onChoose={(next) => set({ place: next })}
      >
        <Pending query={query} height={480} />
        {place && (
          <Row className={css.above}>
            <Button size="small" onClick={() => set({ place: undefined })}>{t("region.all")}</Button>
          </Row>
        )}
        {query.data && (
          <Table
            caption={t("region.list")}
            rows={ranked}
            rowKey={(row) => row.code}
            columns={[
              {
                key: "state", header: t("filter.place"), rowHeader: true,
                cell: (row) => <TwoLines second={t(`subregion.${row.subregion as Subregion}`)}><Link to={`/strategies/places/${row.code}`}>{nameOf(row.code)}</Link></TwoLines>,
              },
              { key: "value", header: t(`region.by.${by}`), cell: (row) => (by === "status" ? <Badge tone={row.standing === "in_force" ? "good" : "neutral"}>{words(row)}</Badge> : words(row)) },
              { key: "year", header: t("facet.year"), numeric: true, cell: (row) => (by === "coverage" ? row.text.year : row.year) ?? "–" },
              { key: "edition", header: t("region.edition"), wideOnly: true, cell: edition },
            ]}
          />
        )}
      </BesideMap>
      {query.data && (
        <div className={css.timeline}>
          <Section title={t("region.timeline")}>
            <Strip states={states} />
          </Section>
        </div>
      )}
    </Page>
  );
}
