import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Page, Row } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Clock } from "../vetting/Clock";
import { useText } from "../text";

/** Where the link in the applicant's mail leads: it proves the address, then tells how the application stands. */
export default function StatusPage() {
  const t = useText();
  const token = window.location.hash.slice(1);
  const query = useQuery({
    queryKey: ["administration", "status", token],
    enabled: token !== "",
    queryFn: () => body(api.POST("/api/v1/applications/verify", { body: { token } })),
  });
  return (
    <main id="content">
      <Page title={t("status.title")} width="read">
        {token === "" && <EmptyState title={t("link.incomplete")} />}
        {token !== "" && query.isPending && <Skeleton />}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && (
          <EmptyState title={query.data.name}>
            <Row>
              <Badge tone="accent">{t(`status.${query.data.status}`)}</Badge>
              <Clock clock={query.data.clock} />
            </Row>
            <p>{query.data.reason}</p>
          </EmptyState>
        )}
      </Page>
    </main>
  );
}
