import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { countryName, duration, formatDate, formatNumber } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { LinkButton } from "@/ui/Button";
import { Section } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import css from "../Administration.module.css";
import { useText } from "../text";
import { keys } from "./keys";

const called = ({ organisation }: Schemas["ContactTestAnswer"]) => organisation.acronym || organisation.name;

/** One contact test: who answered and how soon, those still silent first. */
export default function TestPage() {
  const t = useText();
  const { testId: id = "" } = useParams({ strict: false }) as { testId?: string };
  const query = useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/contact-tests/{test_id}", { params: { path: { test_id: id } }, signal })),
    // Answers come by mail links, without news on the stream: an open test is looked at again.
    refetchInterval: (now) => (now.state.data?.closed ? false : 30_000),
  });
  const back = <LinkButton to="/administration/tests" variant="quiet" size="small" icon={ArrowLeft}>{t("tests.back")}</LinkButton>;
  if (query.isError && !query.data) return <>{back}<ErrorState error={query.error} onRetry={() => void query.refetch()} /></>;
  if (!query.data) return <>{back}<Skeleton height={320} /></>;
  const test = query.data;
  const rows = [...test.answers].sort((a, b) => (a.seconds ?? -1) - (b.seconds ?? -1) || called(a).localeCompare(called(b)));
  const figures = [
    { term: t("tests.rate"), value: formatNumber(test.answer_rate, { style: "percent" }) },
    { term: t("tests.answers"), value: t("tests.answered", { answered: test.answered, asked: test.asked }) },
    { term: t("tests.median"), value: test.median_seconds === null ? "–" : duration(test.median_seconds) },
    { term: t(test.closed ? "tests.closed" : "tests.closes"), value: formatDate(test.closes_at) },
  ];
  return (
    <>
      {back}
      <Section title={test.note || t("tests.of", { date: formatDate(test.created_at) })} actions={<Badge tone={test.closed ? "neutral" : "accent"}>{t(test.closed ? "tests.closed" : "tests.running")}</Badge>} framed>
        <dl className={css.figures}>
          {figures.map((one) => (
            <div key={one.term} className={css.figure}>
              <dt>{one.term}</dt>
              <dd>{one.value}</dd>
            </div>
          ))}
        </dl>
        <p className={css.below}>
          {test.started_by?.name} · <Time at={test.created_at} show="full" />
        </p>
      </Section>
      <Section title={t("tests.answers")}>
        <Table
          caption={t("tests.answers")}
          linked
          rows={rows}
          rowKey={(row) => row.organisation.id}
          empty={<EmptyState title={t("tests.nobody")} />}
          columns={[
            {
              key: "organisation",
              header: t("organisation"),
              rowHeader: true,
              cell: (row) => <Link to={`/directory/organisations/${row.organisation.id}`} data-row-link>{called(row)}</Link>,
            },
            { key: "country", header: t("apply.country"), wideOnly: true, cell: (row) => row.organisation.country && countryName(row.organisation.country) },
            { key: "email", header: t("invite.email"), wideOnly: true, cell: (row) => <span className={css.key}>{row.email}</span> },
            {
              key: "answer",
              header: t("tests.answer.state"),
              cell: (row) => (row.answered_at ? <Badge tone="good">{t("tests.answered.yes")}</Badge> : <Badge tone={test.closed ? "danger" : "warn"}>{t(test.closed ? "tests.answered.no" : "tests.answered.wait")}</Badge>),
            },
            { key: "after", header: t("tests.after"), numeric: true, cell: (row) => (row.seconds === null ? "–" : duration(row.seconds)) },
            { key: "at", header: t("audit.when"), wideOnly: true, cell: (row) => (row.answered_at ? <Time at={row.answered_at} show="full" /> : "–") },
          ]}
        />
      </Section>
    </>
  );
}
