import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useMaybeMe } from "@/api/me";
import { languageName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Item, List, TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { Bring } from "../curating/Bring";
import { useText } from "../text";
import { documentsQuery } from "./queries";

export interface DocumentsProps {
  /** Whose they are. */
  place: string;
  /** Of this edition only. */
  edition?: string;
}

/** The texts of an edition, or of a state or body, to read page by page. Nothing where there is none, but to curators. */
export function Documents({ edition, place }: DocumentsProps) {
  const t = useText();
  const curates = useMaybeMe()?.permissions.includes("strategies:edition:curate");
  const query = useInfiniteQuery(documentsQuery(edition ? { edition_id: edition } : { place }));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.data && rows.length === 0 && !curates) return null;
  return (
    <Section title={t("documents")} framed flush={rows.length > 0} actions={<Bring place={place} edition={edition} />}>
      {query.data && rows.length === 0 && <p>{t("documents.none.here")}</p>}
      <Pending query={query} lines={2} compact />
      <List label={t("documents")}>
        {rows.map((row) => (
          <Item key={row.id}>
            <TwoLines
              start={<FileText size={18} aria-hidden />}
              second={[row.language && languageName(row.language), t("pages", { count: row.pages })].filter(Boolean).join(" · ")}
            >
              <Link to={`/strategies/documents/${row.id}`} lang={row.language || undefined}>
                {row.title || row.name}
              </Link>
              {row.unread_pages > 0 && <Badge tone="warn">{t("pages.unread", { count: row.unread_pages })}</Badge>}
              {row.state === "failed" && <Badge tone="warn">{row.advice}</Badge>}
            </TwoLines>
          </Item>
        ))}
      </List>
      <LoadMore query={query} />
    </Section>
  );
}
