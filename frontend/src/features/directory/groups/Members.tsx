import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MoreHorizontal } from "lucide-react";
import { api } from "@/api/client";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { Row, Section } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import css from "../Directory.module.css";
import { groupMembersQuery, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";

export function Members({ group }: { group: Group }) {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(groupMembersQuery(group.id));
  const change = useMutation({
    mutationFn: async ({ id, steward }: { id: string; steward: boolean | null }) => {
      const params = { path: { group_id: group.id, member_id: id } };
      if (steward === null) await api.DELETE("/api/v1/groups/{group_id}/members/{member_id}", { params });
      else await api.PATCH("/api/v1/groups/{group_id}/members/{member_id}", { params, body: { steward } });
    },
    onError: toast.failed,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.group(group.id) }),
  });
  return (
    <Section title={t("group.members")} framed flush>
      {query.isPending && <Skeleton />}
      {query.isError && !query.data && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      <ul className={css.list}>
        {query.data?.map((member) => {
          const name = member.organisation?.name ?? member.person?.name ?? "";
          const to = member.organisation ? `/directory/organisations/${member.organisation.id}` : `/directory/people/${member.person?.id}`;
          return (
            <li key={member.id} className={css.item}>
              <span className={css.two}>
                <Link to={to}>{name}</Link>
                <span className={css.second}>
                  {member.organisation?.country && `${countryName(member.organisation.country)} · `}
                  <Time at={member.since} show="date" />
                </span>
              </span>
              <Row>
                {member.steward && <Badge tone="accent">{t("group.steward")}</Badge>}
                {group.standing === "steward" && (
                  <Menu trigger={<IconButton icon={MoreHorizontal} size="small" label={t("group.actions", { name })} />}>
                    {(m) => (
                      <>
                        <m.Item onSelect={() => change.mutate({ id: member.id, steward: !member.steward })}>
                          {member.steward ? t("group.steward.end") : t("group.steward.make")}
                        </m.Item>
                        <m.Item danger onSelect={() => change.mutate({ id: member.id, steward: null })}>
                          {t("group.remove")}
                        </m.Item>
                      </>
                    )}
                  </Menu>
                )}
              </Row>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
