import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Item, List, TwoLines } from "@/ui/List";
import { Section } from "@/ui/Page";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Admission, Group } from "../vocabulary";
import { Invite } from "./Invite";
import { Refuse } from "./Refuse";

function Asking({ one, children }: { one: Admission; children: ReactNode }) {
  return (
    <Item end={children}>
      <TwoLines second={one.asked_by?.name}>
        <strong>{one.organisation?.name ?? one.person?.name}</strong>
      </TwoLines>
      {one.text && <p>{one.text}</p>}
    </Item>
  );
}

/** What a steward decides: who asked to join, whom the group has invited. */
export function Admissions({ group }: { group: Group }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const [refusing, setRefusing] = useState<Admission | null>(null);
  const params = { path: { group_id: group.id } };
  const requests = useQuery({
    queryKey: [...keys.group(group.id), "requests"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/requests", { params, signal })),
  });
  const invitations = useQuery({
    queryKey: [...keys.group(group.id), "invitations"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/invitations", { params, signal })),
  });
  const again = () => void queryClient.invalidateQueries({ queryKey: keys.group(group.id) });
  const admit = useMutation({
    mutationFn: (request_id: string) =>
      api.POST("/api/v1/groups/{group_id}/requests/{request_id}/admit", { params: { path: { ...params.path, request_id } }, body: { reason: "" } }),
    onError: toast.failed,
    onSettled: again,
  });
  const { ask, dialog } = useConfirming();
  const named = (one: Admission) => one.organisation?.name ?? one.person?.name ?? "";
  const withdraw = (one: Admission) =>
    ask({
      title: t("withdraw.title", { name: named(one) }),
      detail: t("withdraw.detail"),
      confirm: t("withdraw.confirm"),
      act: () =>
        api.DELETE("/api/v1/groups/{group_id}/invitations/{invitation_id}", { params: { path: { ...params.path, invitation_id: one.id } } }).finally(again),
    });
  const open = (list: Admission[] | undefined) => (list ?? []).filter((one) => one.status === "pending");
  return (
    <>
      {open(requests.data).length > 0 && (
        <Section title={t("group.requests")} framed flush>
          <List>
            {open(requests.data).map((one) => (
              <Asking key={one.id} one={one}>
                <Button size="small" onClick={() => setRefusing(one)}>{t("refuse")}</Button>
                <Button size="small" variant="primary" busy={admit.isPending && admit.variables === one.id} onClick={() => admit.mutate(one.id)}>{t("admit")}</Button>
              </Asking>
            ))}
          </List>
        </Section>
      )}
      <Section title={t("group.invitations")} framed flush actions={<Button size="small" icon={UserPlus} onClick={() => setInviting(true)}>{t("group.invite")}</Button>}>
        <List>
          {open(invitations.data).length === 0 && <Item>{t("invitations.none")}</Item>}
          {open(invitations.data).map((one) => (
            <Asking key={one.id} one={one}>
              <Button size="small" onClick={() => withdraw(one)}>{t("withdraw")}</Button>
            </Asking>
          ))}
        </List>
      </Section>
      {dialog}
      {refusing && <Refuse group={group} request={refusing} onClose={() => setRefusing(null)} />}
      {inviting && <Invite group={group} onClose={() => setInviting(false)} />}
    </>
  );
}
