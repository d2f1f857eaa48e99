import { Copy, FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { CopyButton } from "@/ui/CodeBlock";
import { Card, Row } from "@/ui/Page";
import { Table } from "@/ui/Table";
import { toast } from "@/ui/Toast";
import { useText } from "../text";
import type { Indicator, Topic } from "../types";
import css from "./Advisory.module.css";

const few = 6;

/**
 * The rows as CSV (RFC 4180), with the label, so that it travels with them. A value that a spreadsheet would take
 * for a formula is quoted as text (OWASP, "CSV injection").
 */
export function indicatorsCsv(indicators: Indicator[], label: string, columns: string[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = indicators.map((one) => [one.type, one.value, one.comment, label]);
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** Indicators of compromise, defanged, to look at and to take along. */
export function Indicators({ topic }: { topic: Topic }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const { indicators } = topic;
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(() => toast.done(t("indicators.copied", { count: indicators.length })), toast.failed);
  const columns = [t("indicators.type"), t("indicators.value"), t("indicators.comment"), "TLP"];
  return (
    <Card className={css.indicators}>
      <div className={css.head}>
        <h2>{t("indicators.title", { count: indicators.length })}</h2>
        <Row>
          <Button size="small" icon={Copy} onClick={() => copy(indicators.map((one) => one.value).join("\n"))}>
            {t("indicators.copy")}
          </Button>
          <Button size="small" icon={FileSpreadsheet} onClick={() => copy(indicatorsCsv(indicators, topic.label, columns))}>
            {t("indicators.csv")}
          </Button>
        </Row>
      </div>
      <Table
        caption={t("indicators.title", { count: indicators.length })}
        rows={(all ? indicators : indicators.slice(0, few)).map((one, index) => ({ ...one, key: `${index}` }))}
        rowKey={(row) => row.key}
        columns={[
          { key: "type", header: t("indicators.type"), cell: (row) => t(`indicator.${row.type}`), width: "128px", wideOnly: true },
          {
            key: "value",
            header: t("indicators.value"),
            rowHeader: true,
            cell: (row) => (
              <>
                <code className={css.value} translate="no">{row.value}</code>
                <span className={css.narrow}>{[t(`indicator.${row.type}`), row.comment].filter(Boolean).join(" · ")}</span>
              </>
            ),
          },
          { key: "comment", header: t("indicators.comment"), cell: (row) => row.comment, wideOnly: true },
          { key: "copy", header: <span className="visually-hidden">{t("indicators.copyOne")}</span>, cell: (row) => <CopyButton text={row.value} label={t("indicators.copyOne")} />, width: "56px" },
        ]}
      />
      {!all && indicators.length > few && (
        <Button size="small" onClick={() => setAll(true)}>
          {t("indicators.all", { count: indicators.length })}
        </Button>
      )}
      <p className={css.note}>{t("indicators.note")}</p>
    </Card>
  );
}
