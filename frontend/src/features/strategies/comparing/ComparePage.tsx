import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMaybeMe } from "@/api/me";
import { Page } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { useNarrow } from "@/ui/useNarrow";
import { useCurates } from "../judging/Concepts";
import { Quality } from "../judging/Quality";
import { Live } from "../Live";
import { Tabs } from "../Tabs";
import { useText } from "../text";
import { Choosing } from "./Choosing";
import { called, useColumns } from "./columns";
import css from "./Comparing.module.css";
import { Examples } from "./Examples";
import { HeatMap } from "./HeatMap";
import { Legend } from "./Legend";
import { OneByOne } from "./OneByOne";
import { PassagesDialog } from "./PassagesDialog";
import { chosen, comparisonQuery, type Wanted } from "./wanted";

/** Strategies beside each other, element by element; each cell leads to its pages. The address keeps all of it. */
export default function ComparePage() {
  const t = useText();
  const navigate = useNavigate();
  const me = useMaybeMe();
  const narrow = useNarrow();
  const curates = useCurates();
  const wanted = useSearch({ strict: false }) as Wanted;
  const some = chosen(wanted) > 0;
  const change = (patch: Wanted) => {
    const next = Object.entries({ ...wanted, ...patch }).map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? undefined : value]);
    void navigate({ to: "/strategies/compare", search: Object.fromEntries(next) as Wanted, replace: true, resetScroll: false });
  };
  const query = useQuery({ ...comparisonQuery(wanted, t.locale), enabled: some });
  const found = some ? query.data : undefined;
  const columns = useColumns(found, wanted.sort);
  const column = columns.find((one) => one.column.document_id === wanted.of);
  const row = found?.rows.find((one) => one.code === wanted.element);
  const shown = { columns, rows: found?.rows ?? [], wanted, change };
  return (
    <Page title={t("compare.title")} intro={t("compare.intro")} width="wide">
      {me && <Live />}
      <Tabs />
      <Choosing wanted={wanted} change={change} columns={columns} />
      {!some && <Examples />}
      {some && <Pending query={query} height={480} />}
      {found && (
        <div aria-busy={query.isPlaceholderData}>
          <div className={css.above}>
            <Legend />
          </div>
          {narrow ? <OneByOne {...shown} /> : <HeatMap {...shown} />}
          <p className={css.note}>
            {t("compare.method")}{" "}
            <a href={found.vocabulary.source} rel="noreferrer">
              {found.vocabulary.name}, {found.vocabulary.edition}
            </a>
          </p>
        </div>
      )}
      {curates && <Quality />}
      {column && row && wanted.of && (
        <PassagesDialog
          about={{ document: wanted.of, element: row.code, vocabulary: wanted.vocabulary }}
          title={`${row.code} ${row.label}`}
          of={called(column)}
          cell={row.cells[column.at]}
          onClose={() => change({ of: undefined, element: undefined })}
        />
      )}
    </Page>
  );
}
