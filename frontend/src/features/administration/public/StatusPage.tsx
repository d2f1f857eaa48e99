import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { LinkProblem } from "@/app/outside/LinkProblem";
import { Outside } from "@/app/outside/Outside";
import { useSecretInLink } from "@/app/outside/useSecretInLink";
import { Badge } from "@/ui/Badge";
import { Page, Row, Section } from "@/ui/Page";
import { Skeleton } from "@/ui/States";
import css from "../Administration.module.css";
import { Clock } from "../vetting/Clock";
import { useText } from "../text";

/** Where the link in the applicant's mail leads: it proves the address, then tells how the application stands. */
export default function StatusPage() {
  const t = useText();
  const [token] = useSecretInLink({ keep: true });
  return (
    <Outside>
      <Page title={t("status.title")} width="read">
        {token ? <Status token={token} /> : <LinkProblem />}
      </Page>
    </Outside>
  );
}

function Status({ token }: { token: string }) {
  const t = useText();
  const query = useQuery({
    queryKey: ["administration", "status", token],
    queryFn: () => body(api.POST("/api/v1/applications/verify", { body: { token } })),
  });
  if (query.isPending) return <Skeleton />;
  if (query.isError) return <LinkProblem error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Section title={query.data.name} framed>
      <Row>
        <Badge tone="accent">{t(`status.${query.data.status}`)}</Badge>
        <Clock clock={query.data.clock} />
      </Row>
      {query.data.reason && <p className={css.below}>{query.data.reason}</p>}
    </Section>
  );
}
