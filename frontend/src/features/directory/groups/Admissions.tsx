import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Item, List, ListEnd, TwoLines } from "@/ui/List";
import { Section } from "@/ui/Page";
import { keys } from "../queries";
import { useText } from "../text";
import type { Admission, Group } from "../vocabulary";
import { Decide, type DecideProps } from "./Decide";
import { Invite } from "./Invite";

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
  const [deciding, setDeciding] = useState<{ request: Admission; act: DecideProps["act"] } | null>(null);
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
                <Button size="small" onClick={() => setDeciding({ request: one, act: "refuse" })}>{t("refuse")}</Button>
                <Button size="small" variant="primary" onClick={() => setDeciding({ request: one, act: "admit" })}>{t("admit")}</Button>
              </Asking>
            ))}
            <ListEnd shown={requests.data?.length ?? 0} />
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
          <ListEnd shown={invitations.data?.length ?? 0} />
        </List>
      </Section>
      {dialog}
      {deciding && <Decide group={group} {...deciding} onClose={() => setDeciding(null)} />}
      {inviting && <Invite group={group} onClose={() => setInviting(false)} />}
    </>
  );
}
