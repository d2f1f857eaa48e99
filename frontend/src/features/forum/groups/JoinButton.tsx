import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Clock, LogIn, Send } from "lucide-react";
import { useState } from "react";
import { api, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMay, useMe } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Select, TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { useText } from "../text";
import type { Group } from "../types";
import css from "./Groups.module.css";

const leading = ["team_lead", "national_contact_point"];

/** The way into a group: open, on request, or by invitation only. */
export function JoinButton({ group }: { group: Group }) {
  const t = useText();
  const may = useMay("identity:group:join");
  const [open, setOpen] = useState(false);
  const asks = group.joining === "request";
  if (group.pending) return <Badge icon={Clock}>{t("join.pending")}</Badge>;
  if (group.joining === "invitation" || !may) return <p className={css.small}>{t("join.invitation")}</p>;
  return (
    <>
      <Button size="small" icon={asks ? Send : LogIn} onClick={() => setOpen(true)} className={css.join}>
        {asks ? t("join.ask") : t("join.join")}
      </Button>
      {open && <Join group={group} asks={asks} onClose={() => setOpen(false)} />}
    </>
  );
}

function Join({ group, asks, onClose }: { group: Group; asks: boolean; onClose: () => void }) {
  const t = useText();
  const me = useMe();
  const client = useQueryClient();
  const [as, setAs] = useState("");
  const [reason, setReason, draft] = useDraft(`group:${group.id}:join`, "");
  const [key] = useState(() => crypto.randomUUID());
  const led = me.organisations.filter((one) => leading.includes(one.role));
  const join = useMutation({
    mutationFn: async () => {
      const path = { params: { path: { group_id: group.id } } };
      const organisation_id = as || null;
      if (asks) {
        await api.POST("/api/v1/groups/{group_id}/requests", { ...path, body: { organisation_id, reason }, headers: idempotencyKey(`${key}-${as}-${reason.length}`) });
      } else await api.POST("/api/v1/groups/{group_id}/join", { ...path, body: { organisation_id } });
    },
    onSuccess: async () => {
      toast.done(t(asks ? "join.asked" : "join.done", { group: group.name }));
      draft.clear();
      onClose();
      await client.invalidateQueries({ queryKey: keys.all });
      await client.invalidateQueries({ queryKey: ["me"] });
    },
  });
  return (
    <FormDialog
      size="small"
      title={group.name}
      submit={asks ? t("join.ask") : t("join.join")}
      onClose={onClose}
      onSubmit={() => join.mutate()}
      busy={join.isPending}
      error={join.error}
      draft={draft}
    >
      <p>{asks ? t("join.ask.detail") : t("join.join.detail")}</p>
      {led.length > 0 && (
        <Field label={t("join.as")}>
          <Select
            value={as}
            options={[{ value: "", label: t("join.as.me") }, ...led.map((one) => ({ value: one.id, label: one.name }))]}
            onChange={setAs}
          />
        </Field>
      )}
      {asks && (
        <Field label={t("join.reason")} optional>
          <TextArea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </FormDialog>
  );
}
