import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { Card, Row } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { toast } from "@/ui/Toast";
import css from "../Directory.module.css";
import { invitationsQuery, keys } from "../queries";
import { useText } from "../text";

/** Invitations of me and of my organisation into groups. */
export function Inbox() {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(invitationsQuery);
  const answer = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) => {
      const params = { path: { invitation_id: id } };
      return accept
        ? body(api.POST("/api/v1/group-invitations/{invitation_id}/accept", { params }))
        : body(api.POST("/api/v1/group-invitations/{invitation_id}/decline", { params }));
    },
    onError: toast.failed,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
  });
  if (query.isPending) return <Skeleton />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <EmptyState title={t("invitations.none")}>{t("invitations.none.detail")}</EmptyState>;
  return (
    <Card flush>
      <ul className={css.list}>
        {query.data.map((one) => (
          <li key={one.id} className={css.item}>
            <span className={css.two}>
              <strong>{one.group.name}</strong>
              <span className={css.second}>
                {t("invitations.from", { name: one.asked_by?.name ?? "–", whom: one.organisation?.name ?? one.person?.name ?? "–" })}
              </span>
              {one.text && <span>{one.text}</span>}
            </span>
            <Row>
              <Button size="small" busy={answer.isPending} onClick={() => answer.mutate({ id: one.id, accept: false })}>
                {t("decline")}
              </Button>
              <Button size="small" variant="primary" busy={answer.isPending} onClick={() => answer.mutate({ id: one.id, accept: true })}>
                {t("accept")}
              </Button>
            </Row>
          </li>
        ))}
      </ul>
    </Card>
  );
}
