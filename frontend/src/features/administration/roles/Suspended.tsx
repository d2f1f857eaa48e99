import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { UserX } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import css from "../Administration.module.css";
import { useText } from "../text";
import { Account, suspendedKey, type Asked } from "./Account";
import type { RolesSearch } from "./search";

/** Closed accounts: closing one, and opening it again. */
export function Suspended() {
  const t = useText();
  const navigate = useNavigate();
  // Somebody's own page leads here with the person in the address; a reload asks the same again.
  const { suspend: id, name } = useSearch({ strict: false }) as RolesSearch;
  const [chosen, setAsked] = useState<Asked | null>(null);
  const asked: Asked | null = id ? { act: "suspend", person: { id, label: name ?? id } } : chosen;
  const close = () => {
    setAsked(null);
    if (id) void navigate({ to: "/administration/roles", replace: true });
  };
  const query = useQuery({ queryKey: suspendedKey, queryFn: ({ signal }) => body(api.GET("/api/v1/suspended-people", { signal })) });
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
      {asked && <Account key={id} asked={asked} onClose={close} />}
    </Section>
  );
}
