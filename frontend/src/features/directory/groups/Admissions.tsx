import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState, type FormEvent } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { Row, Section } from "@/ui/Page";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import css from "../Directory.module.css";
import { findAnyone, keys } from "../queries";
import { useText } from "../text";
import type { Admission, Group } from "../vocabulary";

function Item({ one, children }: { one: Admission; children: React.ReactNode }) {
  return (
    <li className={css.item}>
      <span className={css.two}>
        <strong>{one.organisation?.name ?? one.person?.name}</strong>
        <span className={css.second}>{one.asked_by?.name}</span>
        {one.text && <span>{one.text}</span>}
      </span>
      <Row>{children}</Row>
    </li>
  );
}

/** What a steward decides: who asked to join, whom the group has invited. */
export function Admissions({ group }: { group: Group }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const params = { path: { group_id: group.id } };
  const requests = useQuery({
    queryKey: [...keys.group(group.id), "requests"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/requests", { params, signal })),
  });
  const invitations = useQuery({
    queryKey: [...keys.group(group.id), "invitations"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/groups/{group_id}/invitations", { params, signal })),
  });
  const decide = useMutation({
    mutationFn: async ({ id, act }: { id: string; act: "admit" | "refuse" | "withdraw" }) => {
      const one = { path: { ...params.path, request_id: id } };
      if (act === "admit") await api.POST("/api/v1/groups/{group_id}/requests/{request_id}/admit", { params: one, body: { reason: "" } });
      else if (act === "refuse") await api.POST("/api/v1/groups/{group_id}/requests/{request_id}/refuse", { params: one, body: { reason: "" } });
      else await api.DELETE("/api/v1/groups/{group_id}/invitations/{invitation_id}", { params: { path: { ...params.path, invitation_id: id } } });
    },
    onError: toast.failed,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.group(group.id) }),
  });
  const open = (list: Admission[] | undefined) => (list ?? []).filter((one) => one.status === "pending");
  return (
    <>
      {open(requests.data).length > 0 && (
        <Section title={t("group.requests")} framed flush>
          <ul className={css.list}>
            {open(requests.data).map((one) => (
              <Item key={one.id} one={one}>
                <Button size="small" onClick={() => decide.mutate({ id: one.id, act: "refuse" })}>{t("refuse")}</Button>
                <Button size="small" variant="primary" onClick={() => decide.mutate({ id: one.id, act: "admit" })}>{t("admit")}</Button>
              </Item>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("group.invitations")} framed flush actions={<Button size="small" icon={UserPlus} onClick={() => setInviting(true)}>{t("group.invite")}</Button>}>
        <ul className={css.list}>
          {open(invitations.data).length === 0 && <li className={css.item}>{t("invitations.none")}</li>}
          {open(invitations.data).map((one) => (
            <Item key={one.id} one={one}>
              <Button size="small" onClick={() => decide.mutate({ id: one.id, act: "withdraw" })}>{t("withdraw")}</Button>
            </Item>
          ))}
        </ul>
      </Section>
      {inviting && <Invite group={group} onClose={() => setInviting(false)} />}
    </>
  );
}

function Invite({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [whom, setWhom] = useState<Suggestion[]>([]);
  const [text, setText] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: (chosen: Suggestion) =>
      body(
        api.POST("/api/v1/groups/{group_id}/invitations", {
          params: { path: { group_id: group.id } },
          headers: idempotencyKey(key),
          body: chosen.kind === "person" ? { person_id: chosen.id, text } : { organisation_id: chosen.id, text },
        }),
      ),
    onSuccess: () => {
      toast.done(t("group.invited"));
      void queryClient.invalidateQueries({ queryKey: keys.group(group.id) });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whom[0]) send.mutate(whom[0]);
  };
  return (
    <Dialog open onClose={onClose} title={t("group.invite")}>
      <form onSubmit={submit}>
        <FieldStack>
          <Field label={t("group.invite.who")} error={isProblem(send.error) ? send.error.detail : undefined}>
            <Combobox value={whom} onChange={setWhom} source={findAnyone} />
          </Field>
          <Field label={t("group.invite.text")} optional>
            <TextArea rows={3} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" disabled={!whom[0]} busy={send.isPending}>{t("group.invite.send")}</Button>
        </FieldStack>
      </form>
    </Dialog>
  );
}
