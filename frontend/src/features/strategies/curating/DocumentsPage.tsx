import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FileText, Files } from "lucide-react";
import { languageName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Item, List, TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Card as Frame, Page, Row, Stack } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import type { Card } from "../document/queries";
import { Live } from "../Live";
import { usePlaceName } from "../queries";
import { Tabs } from "../Tabs";
import { useText } from "../text";
import { Bring } from "./Bring";
import { allDocumentsQuery, documentStates, type Narrowed } from "./queries";

/** For curators: every document that was brought, how far it is, and what it still lacks. */
export default function DocumentsPage() {
  const t = useText();
  const navigate = useNavigate();
  const nameOf = usePlaceName();
  const narrowed = useSearch({ strict: false }) as Narrowed;
  const query = useInfiniteQuery(allDocumentsQuery(narrowed));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const about = ({ place, language, pages, title, name, advice }: Card) => {
    const own = title && !name.startsWith(title) ? name : "";
    return [nameOf(place), language && languageName(language), t("pages", { count: pages }), own, advice].filter(Boolean);
  };
  const set = (patch: Narrowed) => void navigate({ to: "/strategies/documents", search: { ...narrowed, ...patch }, replace: true });
  return (
    <Page title={t("documents")} intro={t("documents.intro")} width="wide" actions={<Bring />}>
      <Live />
      <Tabs />
      <Stack>
      <Row>
        <Select
          aria-label={t("documents.state")}
          value={narrowed.state ?? ""}
          options={[{ value: "", label: t("documents.state.all") }, ...documentStates.map((value) => ({ value, label: t(`documents.state.${value}`) }))]}
          onChange={(value) => set({ state: documentStates.find((one) => one === value) })}
        />
        <Select
          aria-label={t("documents.linked")}
          value={narrowed.linked === undefined ? "" : String(narrowed.linked)}
          options={[
            { value: "", label: t("documents.linked.all") },
            { value: "false", label: t("documents.linked.false") },
            { value: "true", label: t("documents.linked.true") },
          ]}
          onChange={(value) => set({ linked: value === "" ? undefined : value === "true" })}
        />
      </Row>
      <Frame flush={rows.length > 0}>
        <Pending query={query} lines={10} />
        {query.data && rows.length === 0 && <EmptyState icon={Files} title={t("documents.none")} />}
        <List label={t("documents")}>
          {rows.map((row) => (
            <Item
              key={row.id}
              end={
                <>
                  {row.state === "waiting" && <Badge>{t("documents.state.waiting")}</Badge>}
                  {row.state === "failed" && <Badge tone="danger">{t("documents.state.failed")}</Badge>}
                  {row.state === "duplicate" && <Badge>{t("documents.state.duplicate")}</Badge>}
                  {row.unread_pages > 0 && <Badge tone="warn">{t("pages.unread", { count: row.unread_pages })}</Badge>}
                  {row.near_duplicate_of && <Badge tone="warn">{t("documents.alike")}</Badge>}
                  {!row.edition_id && <Badge tone="warn">{t("documents.linked.false")}</Badge>}
                  {row.public && <Badge tone="good">{t("documents.public")}</Badge>}
                </>
              }
            >
              <TwoLines
                start={<FileText size={18} aria-hidden />}
                second={
                  <>
                    <Time at={row.imported_at} />
                    {about(row).map((part) => ` · ${part}`)}
                  </>
                }
              >
                <Link to={`/strategies/documents/${row.id}`} lang={row.language || undefined}>
                  {row.title || row.name}
                </Link>
              </TwoLines>
            </Item>
          ))}
        </List>
        <LoadMore query={query} />
      </Frame>
      </Stack>
    </Page>
  );
}
