import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import { useMay } from "@/api/me";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { DescriptionList } from "@/ui/DescriptionList";
import { Page, Row, Section } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import css from "../Administration.module.css";
import { useText } from "../text";
import { ClockBar } from "./Clock";
import { Decide } from "./Decide";
import { keys } from "./keys";
import { Opinion } from "./Opinion";

/** One application: what was asked, how long there is to decide, what happened, and the next step. */
export default function ApplicationPage() {
  const t = useText();
  const { applicationId: id = "" } = useParams({ strict: false }) as { applicationId?: string };
  const vets = useMay("identity:organisation:vet");
  const query = useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => body(api.GET("/api/v1/applications/{application_id}", { params: { path: { application_id: id } }, signal })),
  });
  const trail = [{ to: "/administration/applications", label: t("tab.applications") }];
  if (query.isError && !query.data) return <Page title={t("tab.applications")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("tab.applications")} trail={trail}><Skeleton height={320} /></Page>;
  const one = query.data;
  const endorsing = one.status === "endorsement";
  return (
    <Page title={one.name} trail={trail}>
      <Row className={css.standing}>
        <Badge tone="accent">{t(`status.${one.status}`)}</Badge>
        <Badge>{t(`community.${one.community}`)}</Badge>
        {one.endorsed !== null && <Badge tone={one.endorsed ? "good" : "warn"}>{t(one.endorsed ? "endorsed.yes" : "endorsed.no")}</Badge>}
      </Row>
      {one.clock && <ClockBar clock={one.clock} />}
      <Section title={t("organisation")} framed>
        <DescriptionList
          items={[
            { term: t("apply.kind"), value: one.kind !== "secretariat" && t(`kind.${one.kind}`) },
            { term: t("apply.country"), value: one.country && countryName(one.country) },
            { term: t("contact"), value: <>{one.contact_name} · <a href={`mailto:${one.contact_email}`} className={css.key}>{one.contact_email}</a></> },
            { term: t("website"), value: one.website },
            { term: t("reason.theirs"), value: <span className={css.detail}>{one.reason}</span> },
            { term: t("decide.entry"), value: one.organisation_id && <Link to={`/directory/organisations/${one.organisation_id}`}>{t("decide.entry.open")}</Link> },
          ]}
        />
      </Section>
      {one.steps.length > 0 && (
        <Section title={t("steps")} framed>
          <DescriptionList
            items={one.steps.map((step) => ({
              term: t(`done.${step.act}`),
              value: (
                <>
                  {step.person && `${step.person.name} · `}
                  <Time at={step.at} />
                  {step.reason && <div className={css.detail}>{step.reason}</div>}
                </>
              ),
            }))}
          />
        </Section>
      )}
      {one.status === "review" && vets && <Decide application={one} />}
      {endorsing && one.awaits_me && !vets && <Opinion id={id} acts={["object", "endorse"]} />}
      {endorsing && vets && <Opinion id={id} acts={["proceed"]} />}
    </Page>
  );
}
