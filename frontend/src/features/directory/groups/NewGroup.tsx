import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { Select } from "@/ui/TextInput";
import { Field } from "@/ui/Field";
import { keys } from "../queries";
import { useText } from "../text";
import { GroupForm, type GroupValues } from "./GroupForm";

const empty: GroupValues = { name: "", description: "", visibility: "listed", joining: "invitation", default_label: "TLP:AMBER" };

export function NewGroup({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { organisations } = useMe();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [form, setForm, draft] = useDraft("group:new", empty);
  const [organisation, setOrganisation] = useState(organisations[0]?.id ?? "");
  const make = useMutation({
    mutationFn: () =>
      body(api.POST("/api/v1/groups", { headers: idempotencyKey(key), body: { ...form, community: "network", organisation_id: organisation || null } })),
    onSuccess: async (group) => {
      draft.clear();
      await queryClient.invalidateQueries({ queryKey: keys.groups });
      onClose();
      await navigate({ to: `/directory/groups/${group.id}` });
    },
  });
  return (
    <GroupForm
      title={t("group.new")}
      submit={t("group.create")}
      value={form}
      onChange={setForm}
      onSubmit={() => make.mutate()}
      onClose={onClose}
      busy={make.isPending}
      error={make.error}
    >
      {organisations.length > 1 && (
        <Field label={t("group.organisation")}>
          <Select value={organisation} onChange={setOrganisation} options={organisations.map((one) => ({ value: one.id, label: one.name }))} />
        </Field>
      )}
    </GroupForm>
  );
}
