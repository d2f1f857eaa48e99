import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe, type Me } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";

const leading = ["team_lead", "national_contact_point"];
/** Stands for oneself among ids of organisations. */
const self = "self";

/** The organisations for which somebody speaks. */
export function led(me: Me) {
  return me.organisations.filter((one) => leading.includes(one.role));
}

export interface AsWhomProps {
  label: string;
  value: string | null;
  onChange: (organisation: string | null) => void;
  /** Only these organisations, and oneself only when said. */
  among?: { organisations: string[]; self: boolean };
}

/** For an organisation that one leads, or as oneself. */
export function AsWhom({ label, value, onChange, among }: AsWhomProps) {
  const t = useText();
  const me = useMe();
  const places = led(me).filter((one) => !among || among.organisations.includes(one.id));
  return (
    <Field group label={label}>
      <RadioGroup value={value ?? self} onChange={(chosen) => onChange(chosen === self ? null : chosen)}>
        {places.map((one) => (
          <Radio key={one.id} value={one.id} label={one.name} hint={t("as.organisation")} />
        ))}
        {(!among || among.self) && <Radio value={self} label={t("as.self", { name: me.person.name })} hint={t("as.self.detail")} />}
      </RadioGroup>
    </Field>
  );
}

/** Joining an open group, or asking the stewards of another with a reason. */
export function Join({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useText();
  const me = useMe();
  const queryClient = useQueryClient();
  const asks = group.joining === "request";
  const [organisation, setOrganisation] = useState<string | null>(led(me)[0]?.id ?? null);
  const [reason, setReason, draft] = useDraft(`group:${group.id}:join`, "");
  const [key] = useState(() => crypto.randomUUID());
  const join = useMutation({
    mutationFn: async () => {
      const params = { path: { group_id: group.id } };
      if (asks) await api.POST("/api/v1/groups/{group_id}/requests", { params, headers: idempotencyKey(key), body: { organisation_id: organisation, reason: reason.trim() } });
      else await api.POST("/api/v1/groups/{group_id}/join", { params, body: { organisation_id: organisation } });
    },
    onSuccess: () => {
      draft.clear();
      toast.done(t(asks ? "group.asked" : "group.joined"));
      void queryClient.invalidateQueries({ queryKey: keys.all });
      onClose();
    },
  });
  const fields = isProblem(join.error) ? join.error.fields : {};
  return (
    <FormDialog
      title={t(asks ? "group.ask.title" : "group.join.title", { name: group.name })}
      submit={t(asks ? "group.ask.send" : "group.join")}
      onClose={onClose}
      onSubmit={() => join.mutate()}
      busy={join.isPending}
      error={join.error}
      shown={["reason"]}
      draft={draft}
    >
      <AsWhom label={t("as")} value={organisation} onChange={setOrganisation} />
      {asks && (
        <Field label={t("group.reason")} hint={t("group.reason.hint")} error={fields.reason} optional>
          <TextArea rows={4} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </FormDialog>
  );
}
