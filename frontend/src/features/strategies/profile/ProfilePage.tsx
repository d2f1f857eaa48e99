import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { BookOpenText, Table2 } from "lucide-react";
import { useState } from "react";
import { useMaybeMe } from "@/api/me";
import { languageName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Page, Row, Section, Stack } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { ErrorState } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { CellButton } from "../comparing/CellButton";
import { called } from "../comparing/columns";
import { ExportMenu } from "../comparing/ExportMenu";
import { Legend } from "../comparing/Legend";
import { PassagesDialog, type PassagesDialogProps } from "../comparing/PassagesDialog";
import { hundredths } from "../comparing/strength";
import { VocabularySelect } from "../comparing/VocabularySelect";
import { fileOf, type Vocabulary } from "../comparing/wanted";
import { Live } from "../Live";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import css from "./Profile.module.css";
import { profileQuery } from "./queries";
import { Weights } from "./Weights";

/** What one document covers and with what, and what of it could not be read. Every figure leads to its pages. */
export default function ProfilePage() {
  const t = useText();
  const navigate = useNavigate();
  const { documentId: id = "" } = useParams({ strict: false }) as { documentId?: string };
  const { vocabulary } = useSearch({ strict: false }) as { vocabulary?: Vocabulary };
  const me = useMaybeMe();
  const nameOf = usePlaceName();
  const [open, setOpen] = useState<Omit<PassagesDialogProps, "onClose"> | null>(null);
  const query = useQuery(profileQuery(id, vocabulary, t.locale));
  const trail = [{ to: "/strategies", label: t("title") }];
  const found = query.data;
  if (query.isError && !found) return <Page title={t("profile")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!found) return <Page title={t("profile")} trail={trail}><Pending query={query} height={400} /></Page>;
  const { text } = found;
  const name = called({ name: nameOf(text.place), column: text });
  const areas = found.rows.filter((row) => row.parent === "");
  const line = (row: (typeof found.rows)[number]) => (
    <li key={row.code} className={cx(css.line, row.parent === "" && css.area)}>
      <span>{row.code} {row.label}</span>
      {row.cell && (
        <CellButton
          cell={row.cell}
          name={`${row.code} ${row.label}`}
          open={false}
          onOpen={() => setOpen({ about: { document: id, element: row.code, vocabulary }, title: `${row.code} ${row.label}`, of: name, cell: row.cell })}
        />
      )}
    </li>
  );
  return (
    <Page
      title={text.title}
      part={t("profile")}
      label={text.public && <TlpLabel label="TLP:CLEAR" />}
      intro={t("profile.intro", { name })}
      trail={[...trail, { to: `/strategies/places/${text.place}`, label: nameOf(text.place) }]}
      actions={
        <>
          <LinkButton to="/strategies/compare" search={{ document: [id], vocabulary }} icon={Table2}>{t("profile.compare")}</LinkButton>
          <LinkButton to={`/strategies/documents/${id}`} icon={BookOpenText} variant="primary">{t("profile.read")}</LinkButton>
        </>
      }
    >
      {me && <Live />}
      <div className={css.tools}>
        <VocabularySelect value={vocabulary} onChange={(next) => void navigate({ to: `/strategies/documents/${id}/profile`, search: { vocabulary: next }, replace: true })} />
        <ExportMenu file={(format) => fileOf(format, { document: [id], vocabulary }, t.locale)} texts={[text]} />
      </div>
      <Stack>
        <Row>
          {text.share !== null && <Badge tone="accent">{t("region.share", { value: hundredths(text.share) })}</Badge>}
          <Badge>{t("pages", { count: text.pages })}</Badge>
          {found.languages.filter((one) => one.language).map((one) => <Badge key={one.language}>{t("profile.language", { language: languageName(one.language), count: one.passages })}</Badge>)}
        </Row>
        {text.text !== "here" && <Banner tone="warn">{t(text.text === "needs_ocr" ? "text.needs_ocr" : "text.none")}</Banner>}
        {text.text === "here" && (
          <Section title={t("profile.elements")}>
            <Legend />
            <div className={css.areas}>
              {areas.map((area) => (
                <ul key={area.code} className={css.group}>
                  {[area, ...found.rows.filter((row) => row.parent === area.code)].map(line)}
                </ul>
              ))}
            </div>
          </Section>
        )}
        {found.concepts.length > 0 && (
          <Section title={t("profile.concepts")}>
            <Weights weights={found.concepts} onOpen={(one) => setOpen({ about: { document: id, concept: one.concept, vocabulary }, title: one.label, of: name })} />
          </Section>
        )}
        {found.unread.length > 0 && (
          <Section title={t("pages.unread", { count: found.unread.length })}>
            <ul className={css.unread}>
              {found.unread.map((page) => (
                <li key={page}><Link to={`/strategies/documents/${id}`} search={{ page }}>{t("page.short", { page })}</Link></li>
              ))}
            </ul>
          </Section>
        )}
      </Stack>
      {open && <PassagesDialog {...open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
