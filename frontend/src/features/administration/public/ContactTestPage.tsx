import { useMutation, useQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { api, body } from "@/api/client";
import { LinkProblem } from "@/app/outside/LinkProblem";
import { Outside } from "@/app/outside/Outside";
import { useSecretInLink } from "@/app/outside/useSecretInLink";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { useText } from "../text";

/** Asks once before it counts, for mail programs open links by themselves. */
export default function ContactTestPage() {
  const t = useText();
  const [token] = useSecretInLink({ keep: true });
  return (
    <Outside>
      <Page title={t("test.title")} width="read">
        {token ? <Test key={token} token={token} /> : <LinkProblem />}
      </Page>
    </Outside>
  );
}

function Test({ token }: { token: string }) {
  const t = useText();
  const query = useQuery({
    queryKey: ["administration", "contact-test", token],
    queryFn: ({ signal }) => body(api.GET("/api/v1/contact-tests/answer/{token}", { params: { path: { token } }, signal })),
  });
  const answer = useMutation({ mutationFn: () => body(api.POST("/api/v1/contact-tests/answer", { body: { token } })) });
  if (query.isPending) return <Skeleton />;
  if (query.isError) return <LinkProblem error={query.error} onRetry={() => void query.refetch()} />;
  const done = answer.isSuccess || Boolean(query.data.answered_at);
  return (
    <>
      {answer.isError && <ErrorState compact error={answer.error} />}
      <EmptyState
        icon={MailCheck}
        title={done ? t("test.thanks") : t("test.ask", { organisation: query.data.organisation })}
        action={!done && <Button variant="primary" busy={answer.isPending} onClick={() => answer.mutate()}>{t("test.answer")}</Button>}
      />
    </>
  );
}
