import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { Item, List, TwoLines } from "@/ui/List";
import { Card } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { toast } from "@/ui/Toast";
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
      <List>
        {query.data.map((one) => (
          <Item
            key={one.id}
            end={
              <>
                <Button size="small" busy={answer.isPending} onClick={() => answer.mutate({ id: one.id, accept: false })}>
                  {t("decline")}
                </Button>
                <Button size="small" variant="primary" busy={answer.isPending} onClick={() => answer.mutate({ id: one.id, accept: true })}>
                  {t("accept")}
                </Button>
              </>
            }
          >
            <TwoLines second={t("invitations.from", { name: one.asked_by?.name ?? "–", whom: one.organisation?.name ?? one.person?.name ?? "–" })}>
              <strong>{one.group.name}</strong>
            </TwoLines>
            {one.text && <p>{one.text}</p>}
          </Item>
        ))}
      </List>
    </Card>
  );
}
