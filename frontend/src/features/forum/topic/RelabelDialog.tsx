import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { useShellText } from "@/i18n";
import { AudienceWords } from "@/ui/AudienceWords";
import { Checkbox } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { LabelPicker } from "@/ui/LabelPicker";
import { peopleOf } from "@/ui/people";
import { TlpLabel, tlpLabels } from "@/ui/TlpLabel";
import { useRefusedLabels } from "@/ui/useRefusedLabels";
import type { Suggestion } from "@/ui/useSuggestions";
import { groupQuery, membersQuery } from "../api";
import { useText } from "../text";
import type { Label, Topic } from "../types";
import css from "./Topic.module.css";
import { TopicDialog } from "./TopicDialog";

/** Another label, given by the source, with what follows from it in words. */
export function RelabelDialog({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const t = useText();
  const shell = useShellText();
  const [label, setLabel] = useState<Label>(topic.label);
  const [published, setPublished] = useState(topic.published);
  const [read] = useState(() => ({ named: topic.recipients.map((one): Suggestion => ({ id: one.id, label: one.name })) }));
  // The label itself is chosen anew each time: a wider one must not wait for an absent-minded press.
  const [{ named }, set, draft] = useFormDraft(`topic:${topic.id}:readers`, read);
  const group = useQuery({ ...groupQuery(topic.group?.id ?? ""), enabled: topic.group !== null }).data;
  const members = useQuery({ ...membersQuery(topic.group?.id ?? ""), enabled: topic.group !== null }).data;
  const refused = useRefusedLabels(group);
  const red = label === "TLP:RED";
  const wider = tlpLabels.indexOf(label) < tlpLabels.indexOf(topic.label);
  const same = label === topic.label && published === topic.published && !red;
  return (
    <TopicDialog
      topic={topic}
      onClose={onClose}
      size="large"
      draft={draft}
      title={t("relabel.title")}
      submit={t("relabel.confirm", { label })}
      done={t("relabel.done", { label })}
      ready={!same && (!red || named.length > 0)}
      run={() =>
        body(
          api.POST("/api/v1/topics/{topic_id}/label", {
            params: { path: { topic_id: topic.id } },
            body: { label, published: label === "TLP:CLEAR" && published, recipients: red ? named.map((one) => one.id) : [] },
            headers: ifMatch(`"${topic.version}"`),
          }),
        )
      }
    >
      <p>
        {t("relabel.now")} <TlpLabel label={topic.label} size="small" />
      </p>
      <LabelPicker
        value={label}
        onChange={setLabel}
        refused={refused}
        audience={<AudienceWords label={label} group={topic.group?.id ?? null} recipients={named.map((one) => one.id)} />}
      />
      {red && (
        <Field label={shell("recipients")} hint={shell("recipients.hint")}>
          <Combobox multiple value={named} onChange={(value) => set({ named: value })} source={peopleOf(members)} />
        </Field>
      )}
      {label === "TLP:CLEAR" && (
        <Checkbox checked={published} onChange={setPublished} label={t("compose.published")} hint={t("compose.published.hint")} />
      )}
      {label !== topic.label && (
        <ul className={css.consequences}>
          <li>{wider ? t("relabel.wider") : t("relabel.narrower")}</li>
          <li>{t("relabel.files")}</li>
          <li>{t("relabel.audit")}</li>
        </ul>
      )}
    </TopicDialog>
  );
}
