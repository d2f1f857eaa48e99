import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { MessageCircle, UserX } from "lucide-react";
import { api, body } from "@/api/client";
import { useMay, useMe } from "@/api/me";
import { formatDate } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";
import { Button, LinkButton } from "@/ui/Button";
import { CodeBlock } from "@/ui/CodeBlock";
import { DescriptionList } from "@/ui/DescriptionList";
import { Card, Page, Row, Stack } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { personQuery } from "./queries";
import { useText } from "./text";

export default function PersonPage() {
  const t = useText();
  const me = useMe();
  const suspends = useMay("identity:person:suspend");
  const { personId = "" } = useParams({ strict: false }) as { personId?: string };
  const query = useQuery(personQuery(personId));
  const navigate = useNavigate();
  const write = useMutation({
    mutationFn: () => body(api.POST("/api/v1/conversations", { body: { people: [personId], label: "TLP:AMBER" } })),
    onSuccess: (channel) => navigate({ to: `/chat/${channel.id}` }),
    onError: toast.failed,
  });
  const trail = [{ to: "/directory", label: t("title") }, { to: "/directory/people", label: t("people") }];
  if (query.isError && !query.data) return <Page title={t("people")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("people")} trail={trail}><Skeleton height={320} /></Page>;
  const person = query.data;
  const zone = person.time_zone || undefined;
  return (
    <Page
      title={person.name}
      intro={person.title}
      trail={trail}
      actions={
        person.id !== me.person.id && (
          <>
            {suspends && (
              <LinkButton icon={UserX} variant="quiet" to="/administration/roles" search={{ suspend: person.id, name: person.name }}>
                {t("person.suspend")}
              </LinkButton>
            )}
            <Button icon={MessageCircle} variant="primary" busy={write.isPending} onClick={() => write.mutate()}>
              {t("person.message")}
            </Button>
          </>
        )
      }
    >
      <Stack>
        <Row>
          <Avatar name={person.name} size={56} country={person.organisations[0]?.country} decorative />
          {person.demonstration && <Badge>{t("demonstration")}</Badge>}
          {person.platform_roles.map((role) => (
            <Badge key={role} tone="accent">{t(`role.${role}`)}</Badge>
          ))}
        </Row>
        <Card>
          <DescriptionList
            items={[
              {
                term: t("organisations"),
                value: person.organisations.map((one) => (
                  <Row key={one.id}>
                    <Link to={`/directory/organisations/${one.id}`}>{one.name}</Link>
                    <Badge>{t(`role.${one.role}`)}</Badge>
                  </Row>
                )),
              },
              { term: t("email"), value: person.email && <a href={`mailto:${person.email}`}>{person.email}</a> },
              { term: t("person.clock"), value: `${formatDate(new Date(), { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone })} (${person.time_zone})` },
              { term: t("person.since"), value: <Time at={person.since} show="date" /> },
            ]}
          />
        </Card>
        {person.openpgp && (
          <details>
            <summary>{t("person.key")}</summary>
            <CodeBlock label={t("person.key")} code={person.openpgp.armoured} />
          </details>
        )}
      </Stack>
    </Page>
  );
}
