import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { refusedField } from "@/api/refused";
import { useShellText } from "@/i18n";
import { AudienceWords } from "@/ui/AudienceWords";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { LabelPicker } from "@/ui/LabelPicker";
import { peopleOf, suggested } from "@/ui/people";
import { useRefusedLabels } from "@/ui/useRefusedLabels";
import { etagOf, groupsQuery, membersQuery } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";
import { useChange } from "./useChange";

/** Another label, with who reads the draft then, before it is so. */
export function Relabel({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const shell = useShellText();
  const [label, setLabel] = useState(draft.label);
  const [named, setNamed] = useState(() => draft.recipients.map(suggested));
  const id = draft.group?.id ?? "";
  const group = useQuery(groupsQuery).data?.find((one) => one.id === id);
  const red = label === "TLP:RED";
  const members = useQuery({ ...membersQuery(id), enabled: red && id !== "" }).data;
  const refused = useRefusedLabels(group);
  const recipients = red ? named.map((one) => one.id) : [];
  const change = useChange(
    draft,
    () =>
      body(
        api.POST("/api/v1/strategies/drafts/{draft_id}/label", {
          params: { path: { draft_id: draft.id } },
          body: { label, recipients },
          headers: { "If-Match": etagOf(draft) },
        }),
      ),
    t("label.done", { label }),
    onClose,
  );
  return (
    <FormDialog
      title={t("label.change")}
      submit={t("label.do", { label })}
      onSubmit={() => change.mutate()}
      onClose={onClose}
      size="large"
      ready={(red || label !== draft.label) && (!red || named.length > 0)}
      busy={change.isPending}
      error={change.error}
      shown={["label", "recipients"]}
    >
      <LabelPicker
        value={label}
        onChange={setLabel}
        refused={refused}
        error={refusedField(change.error, "label")}
        audience={<AudienceWords label={label} group={draft.group?.id ?? null} recipients={recipients} />}
      />
      {red && (
        <Field label={shell("recipients")} hint={shell("recipients.hint")} error={refusedField(change.error, "recipients")}>
          <Combobox multiple value={named} onChange={setNamed} source={peopleOf(members)} />
        </Field>
      )}
    </FormDialog>
  );
}
