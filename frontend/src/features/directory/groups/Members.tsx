import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MoreHorizontal } from "lucide-react";
import { api } from "@/api/client";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Item, List, ListEnd, TwoLines } from "@/ui/List";
import { Menu } from "@/ui/Menu";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { groupMembersQuery, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";

export function Members({ group }: { group: Group }) {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(groupMembersQuery(group.id));
  const again = () => void queryClient.invalidateQueries({ queryKey: keys.group(group.id) });
  const change = useMutation({
    mutationFn: ({ id, steward }: { id: string; steward: boolean }) =>
      api.PATCH("/api/v1/groups/{group_id}/members/{member_id}", { params: { path: { group_id: group.id, member_id: id } }, body: { steward } }),
    onError: toast.failed,
    onSettled: again,
  });
  const { ask, dialog } = useConfirming();
  const remove = (member_id: string, name: string) =>
    ask({
      title: t("group.remove.title", { name }),
      detail: t("group.remove.detail", { group: group.name }),
      confirm: t("group.remove"),
      act: () => api.DELETE("/api/v1/groups/{group_id}/members/{member_id}", { params: { path: { group_id: group.id, member_id } } }).finally(again),
    });
  return (
    <Section title={t("group.members")} framed flush>
      <Pending query={query} compact />
      <List>
        {query.data?.map((member) => {
          const name = member.organisation?.name ?? member.person?.name ?? "";
          const to = member.organisation ? `/directory/organisations/${member.organisation.id}` : `/directory/people/${member.person?.id}`;
          return (
            <Item
              key={member.id}
              end={
                <>
                  {member.steward && <Badge tone="accent">{t("group.steward")}</Badge>}
                  {group.standing === "steward" && (
                    <Menu trigger={<IconButton icon={MoreHorizontal} size="small" label={t("group.actions", { name })} />}>
                      {(m) => (
                        <>
                          <m.Item onSelect={() => change.mutate({ id: member.id, steward: !member.steward })}>
                            {member.steward ? t("group.steward.end") : t("group.steward.make")}
                          </m.Item>
                          <m.Item danger onSelect={() => remove(member.id, name)}>
                            {t("group.remove")}
                          </m.Item>
                        </>
                      )}
                    </Menu>
                  )}
                </>
              }
            >
              <TwoLines
                second={
                  <>
                    {member.organisation?.country && <span>{countryName(member.organisation.country)}</span>}
                    <Time at={member.since} show="date" />
                  </>
                }
              >
                <Link to={to}>{name}</Link>
              </TwoLines>
            </Item>
          );
        })}
        <ListEnd shown={query.data?.length ?? 0} />
      </List>
      {dialog}
    </Section>
  );
}
