import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Mails } from "lucide-react";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { formatNumber } from "@/i18n";
import { Button } from "@/ui/Button";
import { Row } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { useText } from "./text";

export default function TestsPage() {
  const t = useText();
  const { platform_roles, organisations } = useMe();
  const queryClient = useQueryClient();
  const queryKey = ["administration", "tests"];
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/contact-tests", { params: { query: { limit: 50 } }, signal })) });
  const start = useMutation({
    // The Secretariat asks everybody; a team lead the own organisations.
    mutationFn: () => body(api.POST("/api/v1/contact-tests", { body: { note: "", open_days: 7, organisation_ids: platform_roles.includes("secretariat") ? null : organisations.map((one) => one.id) } })),
    onSuccess: () => toast.done(t("tests.started")),
    onError: toast.failed,
    onSettled: () => void queryClient.invalidateQueries({ queryKey }),
  });
  return (
    <>
      <Row>
        <Button icon={Mails} busy={start.isPending} onClick={() => start.mutate()}>{t("tests.start")}</Button>
      </Row>
      <br />
      {query.isPending && <Skeleton height={200} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Table
          caption={t("tab.tests")}
          rows={query.data.items}
          rowKey={(row) => row.id}
          empty={<EmptyState icon={Mails} title={t("tests.none")} />}
          columns={[
            { key: "started", header: t("started"), rowHeader: true, cell: (row) => <Time at={row.created_at} show="date" /> },
            { key: "closes", header: t("tests.closes"), wideOnly: true, cell: (row) => <Time at={row.closes_at} /> },
            { key: "rate", header: t("tests.rate"), numeric: true, cell: (row) => formatNumber(row.answer_rate, { style: "percent" }) },
            { key: "answered", header: "", cell: (row) => t("tests.answered", { answered: row.answered, asked: row.asked }) },
          ]}
        />
      )}
    </>
  );
}
