import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { EyeOff } from "lucide-react";
import { useMaybeMe } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Page, Row, Section, Stack } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { Documents } from "../document/Documents";
import { Live } from "../Live";
import { editionQuery, usePlaceName } from "../queries";
import { useText } from "../text";
import { titles, tones } from "../vocabulary";
import { Acts } from "./Acts";
import { Facts } from "./Facts";
import { History } from "./History";
import { Neighbours } from "./Neighbours";

/** One edition: its facts with their source, what it supersedes, who stands by it, and everything that was changed. */
export default function EditionPage() {
  const t = useText();
  const { editionId: id = "" } = useParams({ strict: false }) as { editionId?: string };
  const query = useQuery(editionQuery(id));
  const nameOf = usePlaceName();
  const me = useMaybeMe();
  const trail = [{ to: "/strategies", label: t("title") }];
  if (query.isError && !query.data) return <Page title={t("list")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("list")} trail={trail}><Skeleton height={400} /></Page>;
  const { data: edition, etag } = query.data;
  const [name, second] = titles(edition);
  return (
    <Page
      title={name}
      label={edition.label && <TlpLabel label={edition.label} />}
      intro={second}
      trail={[...trail, { to: `/strategies/places/${edition.place}`, label: nameOf(edition.place) }]}
      actions={<Acts edition={edition} etag={etag} />}
    >
      {me && <Live />}
      <Stack>
        <Row>
          <Badge tone={tones[edition.status]}>{t(`status.${edition.status}`)}</Badge>
          <Badge>{t(`kind.${edition.kind}`)}</Badge>
          {edition.state !== "published" && <Badge tone="warn">{t(`state.${edition.state}`)}</Badge>}
          {edition.confirmation && <Badge tone={edition.confirmed ? "good" : "neutral"}>{t(edition.confirmed ? "confirmed" : "confirmed.before")}</Badge>}
          {edition.confidence === "low" && <Badge tone="warn">{t("confidence.low")}</Badge>}
        </Row>
        {edition.state !== "published" && <Banner icon={EyeOff}>{t("unpublished")}</Banner>}
        <Section title={t("facts")} framed>
          <Facts edition={edition} />
        </Section>
        <Documents place={edition.place} edition={edition.id} />
        <Neighbours edition={edition} />
        <Section title={t("history")} framed>
          <History id={edition.id} />
        </Section>
      </Stack>
    </Page>
  );
}
