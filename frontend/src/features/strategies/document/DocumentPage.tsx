import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { ChartColumn, Download, EyeOff, Quote, Search } from "lucide-react";
import { useMaybeMe } from "@/api/me";
import { languageName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { Page, Row } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { Curate } from "../curating/Curate";
import { Live } from "../Live";
import { editionQuery, usePlaceName } from "../queries";
import { useText } from "../text";
import css from "./Document.module.css";
import { Leaf } from "./Leaf";
import { Leafing } from "./Leafing";
import { documentQuery, originalOf } from "./queries";

/** A document page by page. The address names the page, and the passage that is marked on it. */
export default function DocumentPage() {
  const t = useText();
  const { documentId: id = "" } = useParams({ strict: false }) as { documentId?: string };
  const { page = 1, passage } = useSearch({ strict: false }) as { page?: number; passage?: number };
  const me = useMaybeMe();
  const nameOf = usePlaceName();
  const query = useQuery(documentQuery(id));
  const editionId = query.data?.edition_id;
  const edition = useQuery({ ...editionQuery(editionId ?? ""), enabled: Boolean(editionId) }).data?.data;
  const trail = [{ to: "/strategies", label: t("title") }];
  if (query.isError && !query.data) return <Page title={t("documents")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("documents")} trail={trail}><Skeleton height={400} /></Page>;
  const document = query.data;
  const title = document.title || document.name;
  const year = edition?.adopted.slice(0, 4);
  const cite = async () => {
    const about = [nameOf(document.place), edition?.title_original || edition?.title_en || title, year].filter(Boolean).join(", ");
    await navigator.clipboard.writeText(t("cite.text", { about, page, address: window.location.href }));
    toast.done(t("cite.done"));
  };
  const above = [...trail, { to: `/strategies/places/${document.place}`, label: nameOf(document.place) }];
  if (edition) above.push({ to: `/strategies/editions/${edition.id}`, label: edition.title_original || edition.title_en });
  return (
    <Page
      title={title}
      part={t("page.number", { page })}
      label={document.public && <TlpLabel label="TLP:CLEAR" />}
      width="read"
      trail={above}
      actions={
        <>
          <LinkButton to="/strategies/search" search={{ document: id }} icon={Search}>{t("document.search")}</LinkButton>
          <LinkButton to={`/strategies/documents/${id}/profile`} icon={ChartColumn}>{t("profile")}</LinkButton>
          <Button icon={Download} onClick={() => window.location.assign(originalOf(id))}>{t("document.original")}</Button>
          <Button icon={Quote} variant="primary" disabled={document.pages === 0} onClick={() => void cite()}>{t("cite")}</Button>
          <Curate document={document} />
        </>
      }
    >
      {me && <Live />}
      <Row>
        {document.language && <Badge>{languageName(document.language)}</Badge>}
        {document.kind && <Badge>{document.kind.toUpperCase()}</Badge>}
        {document.unread_pages > 0 && <Badge tone="warn">{t("pages.unread", { count: document.unread_pages })}</Badge>}
      </Row>
      {document.state === "failed" && <Banner tone="danger">{document.advice}</Banner>}
      {document.state === "waiting" && <Banner>{t("document.waiting")}</Banner>}
      {!document.public && <Banner icon={EyeOff}>{t("document.unpublished")}</Banner>}
      {document.pages > 0 && (
        <div className={css.reading}>
          <Leafing page={page} document={document} />
          <Leaf id={id} number={Math.min(page, document.pages)} passage={passage} />
          <Leafing page={page} document={document} />
        </div>
      )}
    </Page>
  );
}
