import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserX } from "lucide-react";
import { useState, type FormEvent } from "react";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState, ErrorState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { TextArea } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import css from "../Administration.module.css";
import { findPeople } from "../finding";
import { useText } from "../text";

const queryKey = ["administration", "suspended"] as const;
type Asked = { act: "suspend" } | { act: "reinstate"; person: Suggestion };

/** Closed accounts: closing one, and opening it again. */
export function Suspended() {
  const t = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const query = useQuery({ queryKey, queryFn: ({ signal }) => body(api.GET("/api/v1/suspended-people", { signal })) });
  return (
    <Section title={t("suspended")} actions={<Button size="small" icon={UserX} onClick={() => setAsked({ act: "suspend" })}>{t("suspend")}</Button>}>
      <Pending query={query} compact />
      {query.data && (
        <Table
          caption={t("suspended")}
          rows={query.data}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t("suspended.none")} />}
          columns={[
            { key: "who", header: t("name"), rowHeader: true, cell: (row) => row.name },
            { key: "email", header: t("invite.email"), wideOnly: true, cell: (row) => <span className={css.key}>{row.email}</span> },
            { key: "reason", header: t("reason"), cell: (row) => <span className={css.key}>{row.reason || "–"}</span> },
            { key: "since", header: t("since"), wideOnly: true, cell: (row) => <>{row.suspended_at && <Time at={row.suspended_at} show="date" />} {row.suspended_by}</> },
            {
              key: "act",
              header: "",
              actions: true,
              cell: (row) => (
                <Button size="small" onClick={() => setAsked({ act: "reinstate", person: { id: row.id, label: row.name } })}>{t("reinstate")}</Button>
              ),
            },
          ]}
        />
      )}
      {asked && <Account asked={asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

function Account({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const suspends = asked.act === "suspend";
  const [whom, setWhom] = useState<Suggestion[]>(suspends ? [] : [asked.person]);
  const [reason, setReason] = useState("");
  const change = useMutation({
    mutationFn: (person: Suggestion) => {
      const given = { params: { path: { person_id: person.id } }, body: { reason: reason.trim() } };
      return suspends ? api.POST("/api/v1/people/{person_id}/suspend", given) : api.POST("/api/v1/people/{person_id}/reinstate", given);
    },
    onSuccess: (_, person) => {
      toast.done(t(suspends ? "suspend.done" : "reinstate.done", { name: person.label }));
      void queryClient.invalidateQueries({ queryKey });
      onClose();
    },
  });
  const fields = isProblem(change.error) ? change.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whom[0]) change.mutate(whom[0]);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={suspends ? t("suspend") : t("reinstate.title", { name: whom[0]?.label ?? "" })}
      actions={
        <Button type="submit" form="account" variant={suspends ? "danger" : "primary"} disabled={!whom[0] || reason.trim().length < 3} busy={change.isPending}>
          {suspends ? t("suspend.confirm") : t("reinstate.confirm")}
        </Button>
      }
    >
      <form id="account" onSubmit={submit}>
        <FieldStack>
          <p>{suspends ? t("suspend.detail") : t("reinstate.detail")}</p>
          {change.isError && Object.keys(fields).length === 0 && <ErrorState compact error={change.error} />}
          {suspends && (
            <Field label={t("person")}>
              <Combobox value={whom} onChange={setWhom} source={findPeople} placeholder={t("person.find")} />
            </Field>
          )}
          <Field label={t("reason")} hint={t("suspend.reason.hint")} error={fields.reason}>
            <TextArea rows={3} required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </FieldStack>
      </form>
    </Dialog>
  );
}
