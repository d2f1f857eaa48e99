import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { keys } from "../queries";
import { useText } from "../text";
import { GroupForm, type GroupValues } from "./GroupForm";
import { AsWhom, led } from "./Joining";

type Community = Schemas["Community"];
const communities = ["network", "stakeholders"] as const;
const empty: GroupValues = { name: "", description: "", visibility: "listed", joining: "invitation", default_label: "TLP:AMBER" };

export function NewGroup({ onClose }: { onClose: () => void }) {
  const t = useText();
  const me = useMe();
  const organisations = led(me);
  const mine = communities.filter((one) => me.communities.includes(one));
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [form, setForm, draft] = useFormDraft("group:new", empty);
  const [organisation, setOrganisation] = useState(organisations[0]?.id ?? null);
  const [community, setCommunity] = useState<Community>(mine[0] ?? "network");
  const make = useMutation({
    mutationFn: () =>
      body(api.POST("/api/v1/groups", { headers: idempotencyKey(key), body: { ...form, community, organisation_id: organisation } })),
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
      draft={draft}
    >
      {mine.length > 1 && (
        <Field group label={t("communities.one")} error={isProblem(make.error) ? make.error.fields.community : undefined}>
          <RadioGroup value={community} onChange={(value) => setCommunity(communities.find((one) => one === value) ?? community)}>
            {mine.map((one) => (
              <Radio key={one} value={one} label={t(`community.${one}`)} hint={t(`community.of.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
      )}
      {organisations.length > 0 && <AsWhom label={t("group.organisation")} value={organisation} onChange={setOrganisation} />}
    </GroupForm>
  );
}
