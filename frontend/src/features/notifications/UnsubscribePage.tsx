import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { MailX } from "lucide-react";
import { api, body } from "@/api/client";
import { LinkProblem } from "@/app/outside/LinkProblem";
import { Outside } from "@/app/outside/Outside";
import { Button, LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { useText } from "./text";

/** What the link under a mail leads to: it asks once, for mail programs open links by themselves. */
export default function UnsubscribePage() {
  const t = useText();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const query = useQuery({
    queryKey: ["notifications", "unsubscribe", token],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/notifications/unsubscribe/{token}", { params: { path: { token }, header: { accept: "application/json" } }, headers: { Accept: "application/json" }, signal })),
  });
  const stop = useMutation({
    mutationFn: () => body(api.POST("/api/v1/notifications/unsubscribe/{token}", { params: { path: { token } } })),
  });
  const place = query.data?.place.split(":")[0] ?? "other";
  const done = stop.isSuccess || query.data?.level === "nothing";
  return (
    <Outside>
      <Page title={done ? t("unsubscribe.done") : t("unsubscribe.title")} width="read">
        {query.isPending && <Skeleton />}
        {query.isError && <LinkProblem error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && (
          <EmptyState
            icon={MailX}
            title={done ? t("unsubscribe.done.detail") : t("unsubscribe.detail", { place })}
            action={
              done ? (
                <LinkButton to="/settings/notifications">{t("unsubscribe.enter")}</LinkButton>
              ) : (
                <Button variant="primary" busy={stop.isPending} onClick={() => stop.mutate()}>
                  {t("unsubscribe.submit")}
                </Button>
              )
            }
          >
            {stop.isError && <ErrorState compact error={stop.error} />}
          </EmptyState>
        )}
      </Page>
    </Outside>
  );
}
