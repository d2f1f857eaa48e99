import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMay } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { DescriptionList } from "@/ui/DescriptionList";
import { Field, FieldStack } from "@/ui/Field";
import { Page, Row, Section } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { TextArea } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import css from "./Administration.module.css";
import { Clock } from "./Clock";
import { useText } from "./text";

type Act = "endorse" | "object" | "proceed" | "accept" | "decline";

/** One application: what was asked, what happened, and the next step for whoever may take it. */
export default function ApplicationPage() {
  const t = useText();
  const queryClient = useQueryClient();
  const { applicationId: id = "" } = useParams({ strict: false }) as { applicationId?: string };
  const vets = useMay("identity:organisation:vet");
  const [reason, setReason, draft] = useDraft(`application:${id}`, "");
  const params = { path: { application_id: id } };
  const queryKey = ["administration", "application", id];
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/applications/{application_id}", { params, signal })) });
  const act = useMutation({
    mutationFn: (what: Act) => {
      if (what === "endorse") return body(api.POST("/api/v1/applications/{application_id}/endorse", { params, body: { reason } }));
      if (what === "object") return body(api.POST("/api/v1/applications/{application_id}/object", { params, body: { reason } }));
      if (what === "proceed") return body(api.POST("/api/v1/applications/{application_id}/proceed", { params, body: { reason } }));
      return body(api.POST("/api/v1/applications/{application_id}/decide", { params, body: { decision: what, reason } }));
    },
    onSuccess: (now) => {
      draft.clear();
      queryClient.setQueryData(queryKey, now);
      void queryClient.invalidateQueries({ queryKey: ["administration", "applications"] });
    },
  });
  const trail = [{ to: "/administration/applications", label: t("tab.applications") }];
  if (query.isError && !query.data) return <Page title={t("tab.applications")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("tab.applications")} trail={trail}><Skeleton height={320} /></Page>;
  const one = query.data;
  const acts: Act[] = one.status === "review" && vets ? ["decline", "accept"] : one.status === "endorsement" ? (vets ? ["proceed"] : ["object", "endorse"]) : [];
  return (
    <Page title={one.name} trail={trail}>
      <Row>
        <Badge tone="accent">{t(`status.${one.status}`)}</Badge>
        <Clock clock={one.clock} />
      </Row>
      <Section title={t("organisation")} framed>
        <DescriptionList
          items={[
            { term: t("contact"), value: `${one.contact_name} · ${one.contact_email}` },
            { term: t("website"), value: one.website },
            { term: t("community"), value: t(`community.${one.community}`) },
            { term: t("apply.reason"), value: <span className={css.detail}>{one.reason}</span> },
          ]}
        />
      </Section>
      <Section title={t("steps")} framed>
        <DescriptionList items={one.steps.map((step) => ({ term: t(`act.${step.act}`), value: <>{step.person?.name} <Time at={step.at} /> {step.reason}</> }))} />
      </Section>
      {acts.length > 0 && (
        <Section title={t("reason")} framed>
          <FieldStack>
            <Field label={t("reason")} hint={t("reason.hint")}>
              <TextArea rows={4} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            {act.isError && <ErrorState compact error={act.error} />}
            <Row>
              {acts.map((what) => (
                <Button key={what} variant={what === "accept" || what === "endorse" ? "primary" : "secondary"} disabled={reason.trim() === ""} busy={act.isPending} onClick={() => act.mutate(what)}>
                  {t(`act.${what}`)}
                </Button>
              ))}
            </Row>
          </FieldStack>
        </Section>
      )}
    </Page>
  );
}
