import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { formatNumber, languageName } from "@/i18n";
import { Pending } from "@/ui/Pending";
import { Table } from "@/ui/Table";
import { hundredths } from "../comparing/strength";
import { keys } from "../queries";
import { useText } from "../text";
import css from "./Judging.module.css";

function qualityQuery(locale: string) {
  return queryOptions({
    queryKey: [...keys.all, "quality", locale] as const,
    queryFn: ({ signal }) => body(api.GET("/api/v1/strategies/annotations/quality", { params: { query: { locale } }, signal })),
  });
}

/** For curators: how many annotations were judged right and wrong, by concept and language. */
export function Quality() {
  const t = useText();
  const query = useQuery(qualityQuery(t.locale));
  const found = query.data;
  const share = (value: number | null) => (value === null ? "–" : t("percent", { value: hundredths(value) }));
  const rows = [...(found?.languages ?? []).map((one) => ({ ...one, label: languageName(one.id) || t("unknown") })), ...(found?.concepts ?? [])];
  return (
    <details className={css.quality}>
      <summary>{found ? t("quality.count", { confirmed: found.confirmed, rejected: found.rejected, precision: share(found.precision) }) : t("quality")}</summary>
      <Pending query={query} lines={3} compact />
      <p>{t("quality.note")}</p>
      {rows.length > 0 && (
        <Table
          caption={t("quality")}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { key: "label", header: t("facet.concept"), rowHeader: true, cell: (row) => row.label },
            { key: "confirmed", header: t("judged.confirmed"), numeric: true, cell: (row) => formatNumber(row.confirmed) },
            { key: "rejected", header: t("quality.rejected"), numeric: true, cell: (row) => formatNumber(row.rejected) },
            { key: "precision", header: t("quality.precision"), numeric: true, cell: (row) => share(row.precision) },
          ]}
        />
      )}
    </details>
  );
}
