import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserCog } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { useConfirming } from "@/ui/Confirming";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import css from "../Administration.module.css";
import { findPeople } from "../finding";
import { useText } from "../text";

const platformRoles = ["secretariat", "moderator", "administrator"] as const;
type PlatformRole = (typeof platformRoles)[number];
const queryKey = ["administration", "roles"] as const;

const roleOf = (value: string): PlatformRole => platformRoles.find((one) => one === value) ?? "moderator";

export function PlatformRoles() {
  const t = useText();
  const me = useMe();
  const queryClient = useQueryClient();
  const [giving, setGiving] = useState(false);
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/platform-roles", { signal })) });
  const { ask, dialog } = useConfirming();
  const withdraw = ({ person, role }: Schemas["RoleHolder"]) =>
    ask({
      title: t("role.withdraw.title", { name: person.name, role: t(`role.${role}`) }),
      detail: t("role.withdraw.detail"),
      confirm: t("role.withdraw.confirm"),
      act: () =>
        api
          .DELETE("/api/v1/people/{person_id}/platform-roles/{role}", { params: { path: { person_id: person.id, role: roleOf(role) } } })
          .finally(() => void queryClient.invalidateQueries({ queryKey })),
    });
  return (
    <Section title={t("roles")} actions={<Button size="small" icon={UserCog} onClick={() => setGiving(true)}>{t("role.give")}</Button>}>
      <Pending query={query} compact />
      {query.data && (
        <Table
          caption={t("roles")}
          rows={query.data}
          rowKey={(row) => row.person.id + row.role}
          empty={<EmptyState title={t("roles.none")} />}
          columns={[
            { key: "who", header: t("name"), rowHeader: true, cell: (row) => <Link to={`/directory/people/${row.person.id}`}>{row.person.name}</Link> },
            { key: "role", header: t("invite.role"), under: true, cell: (row) => <Badge tone="accent">{t(`role.${row.role}`)}</Badge> },
            { key: "since", header: t("since"), wideOnly: true, cell: (row) => <Time at={row.since} show="date" /> },
            {
              key: "withdraw",
              header: "",
              actions: true,
              cell: (row) =>
                row.person.id === me.person.id ? (
                  <span className={css.own}>{t("role.own")}</span>
                ) : (
                  <Button size="small" variant="quiet" onClick={() => withdraw(row)}>{t("role.withdraw")}</Button>
                ),
            },
          ]}
        />
      )}
      {dialog}
      {giving && <Give onClose={() => setGiving(false)} />}
    </Section>
  );
}

function Give({ onClose }: { onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [whom, setWhom] = useState<Suggestion[]>([]);
  const [role, setRole] = useState<PlatformRole>("moderator");
  const give = useMutation({
    mutationFn: (person: Suggestion) => api.POST("/api/v1/people/{person_id}/platform-roles", { params: { path: { person_id: person.id } }, body: { role } }),
    onSuccess: (_, person) => {
      toast.done(t("role.given", { name: person.label, role: t(`role.${role}`) }));
      void queryClient.invalidateQueries({ queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("role.give")}
      submit={t("role.give.confirm")}
      onClose={onClose}
      onSubmit={() => whom[0] && give.mutate(whom[0])}
      ready={whom.length > 0}
      busy={give.isPending}
      error={give.error}
      shown={["person_id"]}
    >
      <Field label={t("person")} error={isProblem(give.error) ? give.error.fields.person_id : undefined}>
        <Combobox value={whom} onChange={setWhom} source={findPeople} placeholder={t("person.find")} />
      </Field>
      <Field group label={t("invite.role")}>
        <RadioGroup value={role} onChange={(value) => setRole(roleOf(value))}>
          {platformRoles.map((one) => (
            <Radio key={one} value={one} label={t(`role.${one}`)} hint={t(`may.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
    </FormDialog>
  );
}
