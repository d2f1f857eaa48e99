import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserMinus, UserX } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMay, useMe } from "@/api/me";
import { IconButton } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Item, List, ListEnd } from "@/ui/List";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import css from "../Administration.module.css";
import { Account } from "../roles/Account";
import { useText } from "../text";
import { roleOf, roles, type Role } from "./roles";

/** Who is in an organisation, to change their role or to end their membership. */
export function Members({ organisation }: { organisation: Suggestion }) {
  const t = useText();
  const me = useMe();
  const suspends = useMay("identity:person:suspend");
  const [suspending, setSuspending] = useState<Suggestion | null>(null);
  const queryClient = useQueryClient();
  const queryKey = ["administration", "members", organisation.id];
  const path = { organisation_id: organisation.id };
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/organisations/{organisation_id}/members", { params: { path }, signal })) });
  // Still under way until the list has come again, so that nothing shows the old role in between.
  const again = () => queryClient.invalidateQueries({ queryKey });
  const change = useMutation({
    mutationFn: ({ person_id, role }: { person_id: string; role: Role }) =>
      api.PATCH("/api/v1/organisations/{organisation_id}/members/{person_id}", { params: { path: { ...path, person_id } }, body: { role } }),
    onError: toast.failed,
    onSettled: again,
  });
  const { ask, dialog } = useConfirming();
  const end = (person: { id: string; name: string }) =>
    ask({
      title: t("member.end.title", { name: person.name }),
      detail: t(person.id === me.person.id ? "member.end.own" : "member.end.detail", { organisation: organisation.label }),
      confirm: t("member.end.confirm"),
      act: () => api.DELETE("/api/v1/organisations/{organisation_id}/members/{person_id}", { params: { path: { ...path, person_id: person.id } } }).finally(() => void again()),
    });
  return (
    <Section title={t("members.of", { name: organisation.label })} framed flush>
      <Pending query={query} compact />
      {query.data?.length === 0 && <EmptyState title={t("members.none")}>{t("members.none.detail")}</EmptyState>}
      {query.data && query.data.length > 0 && (
        <List label={t("members.of", { name: organisation.label })}>
          {query.data.map(({ person, role }) => (
            <Item
              key={person.id}
              end={
                <>
                  <Select
                    className={css.choose}
                    aria-label={`${t("invite.role")}: ${person.name}`}
                    value={change.isPending && change.variables.person_id === person.id ? change.variables.role : role}
                    disabled={change.isPending && change.variables.person_id === person.id}
                    onChange={(value) => change.mutate({ person_id: person.id, role: roleOf(value) })}
                    options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
                  />
                  <IconButton icon={UserMinus} label={t("member.end", { name: person.name })} onClick={() => end(person)} />
                  {suspends && person.id !== me.person.id && (
                    <IconButton icon={UserX} label={t("suspend.one", { name: person.name })} onClick={() => setSuspending({ id: person.id, label: person.name })} />
                  )}
                </>
              }
            >
              <Link to={`/directory/people/${person.id}`}>{person.name}</Link>
            </Item>
          ))}
          <ListEnd shown={query.data.length} />
        </List>
      )}
      {dialog}
      {suspending && <Account asked={{ act: "suspend", person: suspending }} onDone={() => void again()} onClose={() => setSuspending(null)} />}
    </Section>
  );
}
