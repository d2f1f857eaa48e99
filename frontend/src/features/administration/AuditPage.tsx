import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api, body } from "@/api/client";
import { Field } from "@/ui/Field";
import { LoadMore } from "@/ui/LoadMore";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import css from "./Administration.module.css";
import { useText } from "./text";

export default function AuditPage() {
  const t = useText();
  const [typed, setAct] = useState("");
  const act = useDeferredValue(typed.trim());
  const query = useInfiniteQuery({
    queryKey: ["administration", "audit", act],
    queryFn: ({ pageParam, signal }) => body(api.GET("/api/v1/audit", { params: { query: { act: act || undefined, limit: 100, after: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  return (
    <>
      <Field label={t("audit.act")} className={css.form}>
        <TextInput type="search" value={typed} onChange={(event) => setAct(event.target.value)} />
      </Field>
      <br />
      {query.isPending && <Skeleton height={320} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Table
          caption={t("tab.audit")}
          rows={query.data.pages.flatMap((page) => page.items)}
          rowKey={(row) => `${row.chain}-${row.seq}`}
          empty={<EmptyState title={t("audit.none")} />}
          columns={[
            { key: "when", header: t("audit.when"), cell: (row) => <Time at={row.at} /> },
            { key: "act", header: t("audit.act"), rowHeader: true, cell: (row) => <code>{row.act}</code> },
            { key: "who", header: t("audit.who"), cell: (row) => row.actor?.name ?? "–" },
            { key: "object", header: t("audit.object"), wideOnly: true, cell: (row) => <code className={css.key}>{row.object_type} {row.object_id}</code> },
          ]}
        />
      )}
      <LoadMore query={query} auto />
    </>
  );
}
