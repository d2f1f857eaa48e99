import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileX2, GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { useMaybeMe } from "@/api/me";
import { Banner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { Page, Section, Stack } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState, ErrorState } from "@/ui/States";
import { called } from "../comparing/columns";
import { ExportMenu } from "../comparing/ExportMenu";
import { PassagesDialog } from "../comparing/PassagesDialog";
import { VocabularySelect } from "../comparing/VocabularySelect";
import { fileOf, type About, type Cell, type Column, type Vocabulary } from "../comparing/wanted";
import { Live } from "../Live";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import { Weights } from "../profile/Weights";
import { Changed } from "./Changed";
import css from "./Differences.module.css";
import { changes, differencesQuery } from "./queries";

interface Shown {
  former?: string;
  later?: string;
  vocabulary?: Vocabulary;
}
interface Open {
  about: About;
  title: string;
  of: string;
  cell?: Cell | null;
}

/** What a later edition of one state gained and lost against an earlier one; every figure leads to its pages. */
export default function DifferencesPage() {
  const t = useText();
  const navigate = useNavigate();
  const me = useMaybeMe();
  const nameOf = usePlaceName();
  const { former = "", later = "", vocabulary } = useSearch({ strict: false }) as Shown;
  const [open, setOpen] = useState<Open | null>(null);
  const query = useQuery({ ...differencesQuery(former, later, vocabulary, t.locale), enabled: former !== "" && later !== "" });
  const found = query.data;
  const trail = [{ to: "/strategies", label: t("title") }];
  if (!former || !later) {
    return (
      <Page title={t("differences")} trail={trail}>
        <EmptyState icon={GitCompareArrows} title={t("differences.choose")} action={<LinkButton to="/strategies/region">{t("tab.region")}</LinkButton>}>
          {t("differences.choose.detail")}
        </EmptyState>
      </Page>
    );
  }
  if (query.isError && !found) return <Page title={t("differences")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!found) return <Page title={t("differences")} trail={trail}><Pending query={query} height={400} /></Page>;
  const name = nameOf(found.later.place);
  const label = (column: Column) => called({ name, column });
  const without = [found.former, found.later].filter((one) => one.text !== "here");
  const show = (column: Column, title: string, what: Pick<About, "element" | "concept">, cell?: Cell) =>
    column.document_id && setOpen({ about: { document: column.document_id, vocabulary, ...what }, title, of: label(column), cell });
  return (
    <Page
      title={t("differences.of", { name, former: String(found.former.year ?? "–"), later: String(found.later.year ?? "–") })}
      intro={t("differences.intro")}
      trail={[...trail, { to: `/strategies/places/${found.later.place}`, label: name }]}
    >
      {me && <Live />}
      <div className={css.tools}>
        <VocabularySelect value={vocabulary} onChange={(next) => void navigate({ to: "/strategies/differences", search: { former, later, vocabulary: next }, replace: true })} />
        <ExportMenu file={(format) => fileOf(format, { edition: [former, later], vocabulary }, t.locale)} texts={[found.former, found.later]} />
      </div>
      <Stack>
        <ul className={css.editions}>
          {([["differences.former", found.former], ["differences.later", found.later]] as const).map(([key, one]) => (
            <li key={key}>
              <span className={css.what}>{t(key)}</span>{" "}
              {one.edition && <Link to={`/strategies/editions/${one.edition.id}`} lang={one.language || undefined}>{one.title}</Link>}
            </li>
          ))}
        </ul>
        {without.map((one) => (
          <Banner key={one.edition?.id ?? one.place} tone="warn" icon={FileX2}>
            {t(one.text === "needs_ocr" ? "differences.needs_ocr" : "differences.no_text", { edition: label(one) })}
          </Banner>
        ))}
        {changes.map((change) => {
          const elements = found.elements.filter((one) => one.change === change && (change !== "same" || one.parent));
          return elements.length > 0 && <Changed key={change} change={change} elements={elements} former={found.former} later={found.later} name={label} onOpen={show} />;
        })}
        {found.new.length > 0 && (
          <Section title={t("differences.new")}>
            <Weights weights={found.new} onOpen={(one) => show(found.later, one.label, { concept: one.concept })} />
          </Section>
        )}
        {found.gone.length > 0 && (
          <Section title={t("differences.gone")}>
            <Weights weights={found.gone} onOpen={(one) => show(found.former, one.label, { concept: one.concept })} />
          </Section>
        )}
      </Stack>
      {open && <PassagesDialog {...open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
