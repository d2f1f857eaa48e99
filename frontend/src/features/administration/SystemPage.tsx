import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { formatNumber } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { DescriptionList } from "@/ui/DescriptionList";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { useText } from "./text";

/** As their makers write them. */
const engines: Record<string, string> = { tantivy: "Tantivy", meilisearch: "Meilisearch" };

/** How the search is, the one part that is filled behind the requests. */
export default function SystemPage() {
  const t = useText();
  const search = useQuery({ queryKey: ["administration", "search"], queryFn: ({ signal }) => body(api.GET("/api/v1/search/status", { signal })), refetchInterval: 10_000 });
  return (
    <Section title={t("search")} framed>
      <Pending query={search} compact />
      {search.data && (
        <DescriptionList
          items={[
            { term: t("state"), value: <Badge tone={search.data.healthy ? "good" : "danger"}>{search.data.healthy ? t("search.healthy") : t("search.ill")}</Badge> },
            { term: t("search.engine"), value: engines[search.data.engine] ?? search.data.engine },
            { term: t("search.documents"), value: formatNumber(search.data.documents) },
            { term: t("search.waiting"), value: formatNumber(search.data.waiting) },
          ]}
        />
      )}
    </Section>
  );
}
