import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { paged } from "@/api/paged";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { isLocale, localeNames, locales } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Field, FieldRow, FieldStack } from "@/ui/Field";
import { LoadMore } from "@/ui/LoadMore";
import { Row, Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState, ErrorState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Select, TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import css from "../Administration.module.css";
import { useText } from "../text";
import { roleOf, roles } from "./roles";

const queryKey = ["administration", "invitations"] as const;

/** Inviting into an organisation, and what became of the invitations to it. */
export function Invitations({ organisation }: { organisation: Suggestion | undefined }) {
  const t = useText();
  return (
    <>
      <Section title={organisation ? t("invite.into", { name: organisation.label }) : t("invite")} framed>
        {organisation ? <Invite organisation={organisation} /> : <p>{t("invite.where")}</p>}
      </Section>
      <List organisation={organisation} />
    </>
  );
}

function Invite({ organisation }: { organisation: Suggestion }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [form, setForm, draft] = useDraft(`invite:${organisation.id}`, { email: "", role: "member", locale: t.locale as string });
  const [key, setKey] = useState(() => crypto.randomUUID());
  const invite = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/invitations", {
          headers: idempotencyKey(key),
          body: { email: form.email.trim(), role: roleOf(form.role), organisation_id: organisation.id, locale: isLocale(form.locale) ? form.locale : t.locale },
        }),
      ),
    onSuccess: () => {
      draft.clear();
      setKey(crypto.randomUUID());
      toast.done(t("invite.sent"));
      void queryClient.invalidateQueries({ queryKey });
    },
  });
  const fields = isProblem(invite.error) ? invite.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  const set = (part: Partial<typeof form>) => {
    // Another invitation than the one that may have been sent already.
    setKey(crypto.randomUUID());
    setForm({ ...form, ...part });
  };
  return (
    <form onSubmit={submit}>
      <FieldStack>
        {invite.isError && Object.keys(fields).length === 0 && <ErrorState compact error={invite.error} />}
        <FieldRow>
          <Field label={t("invite.email")} error={fields.email}>
            <TextInput type="email" required maxLength={254} value={form.email} onChange={(event) => set({ email: event.target.value })} />
          </Field>
          <Field label={t("invite.role")} error={fields.role}>
            <Select value={form.role} onChange={(role) => set({ role })} options={roles.map((value) => ({ value, label: t(`role.${value}`) }))} />
          </Field>
          <Field label={t("invite.language")} error={fields.locale}>
            <Select value={form.locale} onChange={(locale) => set({ locale })} options={locales.map((value) => ({ value, label: localeNames[value] }))} />
          </Field>
        </FieldRow>
        <Row>
          <Button type="submit" variant="primary" busy={invite.isPending}>{t("invite.send")}</Button>
        </Row>
      </FieldStack>
    </form>
  );
}

function List({ organisation }: { organisation: Suggestion | undefined }) {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(
    paged([...queryKey, organisation?.id], (after, signal) =>
      body(api.GET("/api/v1/invitations", { params: { query: { organisation_id: organisation?.id, limit: 50, after } }, signal })),
    ),
  );
  const { ask, dialog } = useConfirming();
  const revoke = (row: Schemas["InvitationRead"]) =>
    ask({
      title: t("revoke.title", { email: row.email }),
      detail: t("revoke.detail"),
      confirm: t("revoke.confirm"),
      act: () =>
        api.DELETE("/api/v1/invitations/{invitation_id}", { params: { path: { invitation_id: row.id } } }).finally(() => void queryClient.invalidateQueries({ queryKey })),
    });
  return (
    <Section title={t("invitations")}>
      <Pending query={query} compact />
      {query.data && (
        <Table
          caption={t("invitations")}
          rows={query.data.pages.flatMap((page) => page.items)}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t("invitations.none")} />}
          columns={[
            { key: "email", header: t("invite.email"), rowHeader: true, cell: (row) => <span className={css.key}>{row.email}</span> },
            { key: "role", header: t("invite.role"), wideOnly: true, cell: (row) => t(`role.${row.role}`) },
            { key: "organisation", header: t("organisation"), wideOnly: true, cell: (row) => row.organisation.acronym || row.organisation.name },
            { key: "state", header: t("state"), cell: (row) => <Badge tone={row.state === "accepted" ? "good" : "neutral"}>{t(`state.${row.state}`)}</Badge> },
            { key: "expires", header: t("expires"), wideOnly: true, cell: (row) => <Time at={row.expires_at} show="date" /> },
            { key: "revoke", header: "", actions: true, cell: (row) => row.state === "open" && <Button size="small" variant="quiet" onClick={() => revoke(row)}>{t("revoke")}</Button> },
          ]}
        />
      )}
      <LoadMore query={query} />
      {dialog}
    </Section>
  );
}
