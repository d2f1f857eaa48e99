import { useMutation, useQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { useText } from "../text";

/** Asks once before it counts, for mail programs open links by themselves. */
export default function ContactTestPage() {
  const t = useText();
  const token = window.location.hash.slice(1);
  const query = useQuery({
    queryKey: ["administration", "contact-test", token],
    enabled: token !== "",
    queryFn: ({ signal }) => body(api.GET("/api/v1/contact-tests/answer/{token}", { params: { path: { token } }, signal })),
  });
  const answer = useMutation({ mutationFn: () => body(api.POST("/api/v1/contact-tests/answer", { body: { token } })) });
  const done = answer.isSuccess || Boolean(query.data?.answered_at);
  return (
    <main id="content">
      <Page title={t("test.title")} width="read">
        {token === "" && <EmptyState title={t("link.incomplete")} />}
        {token !== "" && query.isPending && <Skeleton />}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {answer.isError && <ErrorState compact error={answer.error} />}
        {query.data && (
          <EmptyState
            icon={MailCheck}
            title={done ? t("test.thanks") : t("test.ask", { organisation: query.data.organisation })}
            action={!done && <Button variant="primary" busy={answer.isPending} onClick={() => answer.mutate()}>{t("test.answer")}</Button>}
          />
        )}
      </Page>
    </main>
  );
}
