import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { BadgeCheck, Pencil } from "lucide-react";
import { useState } from "react";
import { api, tagged } from "@/api/client";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Page, Row, Stack } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { toast } from "@/ui/Toast";
import { keys, organisationQuery } from "../queries";
import { useText } from "../text";
import { ContactTests } from "./ContactTests";
import { EditOrganisation } from "./EditOrganisation";
import { KeyList } from "./Keys";
import { About, People, Rfc } from "./Parts";
import { Standing } from "./Standing";

/** The first reminder is sent so long before the day: who follows it confirms at once. */
const ahead = 14 * 24 * 3600_000;

export default function OrganisationPage() {
  const t = useText();
  const queryClient = useQueryClient();
  const { organisationId: id = "" } = useParams({ strict: false }) as { organisationId?: string };
  const query = useQuery(organisationQuery(id));
  const [editing, setEditing] = useState(false);
  const confirm = useMutation({
    mutationFn: () => tagged(api.POST("/api/v1/organisations/{organisation_id}/confirm", { params: { path: { organisation_id: id } } })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.all });
      toast.done(t("confirm.done"));
    },
    onError: toast.failed,
  });
  const trail = [{ to: "/directory", label: t("title") }];
  if (query.isError && !query.data) return <Page title={t("organisations")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("organisations")} trail={trail}><Skeleton height={400} /></Page>;
  const { data: organisation, etag } = query.data;
  const { confirmed_at: confirmed, confirm_by: by } = organisation.confirmation;
  const due = !confirmed || !by || Date.parse(by) - Date.now() < ahead;
  return (
    <Page
      title={organisation.acronym || organisation.name}
      trail={trail}
      intro={organisation.acronym && organisation.acronym !== organisation.name ? organisation.name : undefined}
      actions={
        organisation.may_edit && (
          <>
            <Standing organisation={organisation} etag={etag} />
            <Button icon={Pencil} onClick={() => setEditing(true)}>{t("edit")}</Button>
          </>
        )
      }
    >
      <Stack>
        <Row>
          <Badge tone="accent">{t(`kind.${organisation.kind}`)}</Badge>
          {organisation.country && <Badge>{countryName(organisation.country)}</Badge>}
          {organisation.status !== "active" && <Badge tone="warn">{t(`status.${organisation.status}`)}</Badge>}
          {organisation.first_member && <Badge tone="good">{t("first")}</Badge>}
          {organisation.csirtamericas_member && <Badge tone="good">{t("csirtamericas")}</Badge>}
        </Row>
        {organisation.may_edit && due && (
          <Banner
            tone="warn"
            icon={BadgeCheck}
            action={<Button size="small" busy={confirm.isPending} onClick={() => confirm.mutate()}>{t("confirm.button")}</Button>}
          >
            {t("confirm.ask")}
          </Banner>
        )}
        <Tabs
          label={organisation.name}
          tabs={[
            { value: "about", label: t("about"), content: <><About organisation={organisation} /><ContactTests organisation={organisation} /></> },
            { value: "people", label: t("people"), count: organisation.members.length, content: <People organisation={organisation} /> },
            { value: "keys", label: t("keys"), count: organisation.keys.length, content: <KeyList organisation={organisation} /> },
            { value: "rfc", label: t("rfc"), content: <Rfc organisation={organisation} /> },
          ]}
        />
      </Stack>
      {editing && <EditOrganisation organisation={organisation} etag={etag} onClose={() => setEditing(false)} />}
    </Page>
  );
}
