import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useMay, useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { Row, Section } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Select, TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import css from "./Administration.module.css";
import { useText } from "./text";

const roles = ["viewer", "member", "team_lead", "national_contact_point"] as const;
type Role = (typeof roles)[number];

export default function PeoplePage() {
  const t = useText();
  const { organisations } = useMe();
  const manages = useMay("identity:member:manage");
  const [organisation, setOrganisation] = useState(organisations[0]?.id ?? "");
  return (
    <>
      {organisations.length > 1 && (
        <Field label={t("organisation")} className={css.form}>
          <Select value={organisation} onChange={setOrganisation} options={organisations.map((one) => ({ value: one.id, label: one.name }))} />
        </Field>
      )}
      <Invitations organisation={organisation} />
      {manages && organisation && <Members organisation={organisation} />}
    </>
  );
}

function Invitations({ organisation }: { organisation: string }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("member");
  const queryKey = ["administration", "invitations"];
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/invitations", { params: { query: { limit: 100 } }, signal })) });
  const again = () => void queryClient.invalidateQueries({ queryKey });
  const invite = useMutation({
    mutationFn: () => body(api.POST("/api/v1/invitations", { headers: idempotencyKey(), body: { email, role, organisation_id: organisation, locale: t.locale } })),
    onSuccess: () => {
      setEmail("");
      toast.done(t("invite.sent"));
      again();
    },
  });
  const revoke = useMutation({
    mutationFn: (invitation_id: string) => api.DELETE("/api/v1/invitations/{invitation_id}", { params: { path: { invitation_id } } }),
    onError: toast.failed,
    onSettled: again,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <>
      <Section title={t("invite")} framed>
        <form onSubmit={submit}>
          <FieldStack>
            <Field label={t("invite.email")} error={isProblem(invite.error) ? (invite.error.fields.email ?? invite.error.detail) : undefined}>
              <TextInput type="email" required value={email} onChange={(event) => setEmail(event.target.value)} />
            </Field>
            <Field label={t("invite.role")}>
              <Select value={role} onChange={(value) => setRole(roles.find((one) => one === value) ?? "member")} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
            </Field>
            <Row>
              <Button type="submit" variant="primary" busy={invite.isPending}>{t("invite.send")}</Button>
            </Row>
          </FieldStack>
        </form>
      </Section>
      <Section title={t("invitations")}>
        {query.isPending && <Skeleton />}
        {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
        {query.data && (
          <Table
            caption={t("invitations")}
            rows={query.data.items}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t("invitations.none")} />}
            columns={[
              { key: "email", header: t("invite.email"), rowHeader: true, cell: (row) => <span className={css.key}>{row.email}</span> },
              { key: "role", header: t("invite.role"), wideOnly: true, cell: (row) => t(`role.${row.role}`) },
              { key: "organisation", header: t("organisation"), wideOnly: true, cell: (row) => row.organisation.acronym || row.organisation.name },
              { key: "state", header: t("state"), cell: (row) => <Badge tone={row.state === "accepted" ? "good" : "neutral"}>{t(`state.${row.state}`)}</Badge> },
              { key: "expires", header: t("expires"), wideOnly: true, cell: (row) => <Time at={row.expires_at} show="date" /> },
              { key: "revoke", header: "", cell: (row) => row.state === "open" && <Button size="small" variant="quiet" onClick={() => revoke.mutate(row.id)}>{t("revoke")}</Button> },
            ]}
          />
        )}
      </Section>
    </>
  );
}

function Members({ organisation }: { organisation: string }) {
  const t = useText();
  const queryClient = useQueryClient();
  const queryKey = ["administration", "members", organisation];
  const path = { organisation_id: organisation };
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/organisations/{organisation_id}/members", { params: { path }, signal })) });
  const change = useMutation({
    mutationFn: async ({ person_id, role }: { person_id: string; role: Role | null }) => {
      const params = { path: { ...path, person_id } };
      if (role) await api.PATCH("/api/v1/organisations/{organisation_id}/members/{person_id}", { params, body: { role } });
      else await api.DELETE("/api/v1/organisations/{organisation_id}/members/{person_id}", { params });
    },
    onError: toast.failed,
    onSettled: () => void queryClient.invalidateQueries({ queryKey }),
  });
  return (
    <Section title={t("members")}>
      {query.isPending && <Skeleton />}
      {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Table
          caption={t("members")}
          rows={query.data}
          rowKey={(row) => row.person.id}
          columns={[
            { key: "name", header: t("audit.who"), rowHeader: true, cell: (row) => row.person.name },
            {
              key: "role",
              header: t("invite.role"),
              cell: (row) => (
                <Select
                  aria-label={`${t("invite.role")}: ${row.person.name}`}
                  value={row.role}
                  onChange={(value) => change.mutate({ person_id: row.person.id, role: roles.find((one) => one === value) ?? "member" })}
                  options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
                />
              ),
            },
            { key: "end", header: "", cell: (row) => <Button size="small" variant="quiet" onClick={() => change.mutate({ person_id: row.person.id, role: null })}>{t("member.remove")}</Button> },
          ]}
        />
      )}
    </Section>
  );
}
