import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { AudienceWords } from "@/ui/AudienceWords";
import { Field } from "@/ui/Field";
import { Select } from "@/ui/TextInput";
import { groupsQuery } from "../api";
import { useText } from "../text";
import type { Topic } from "../types";
import { TopicDialog } from "./TopicDialog";

/** Another group of mine, under the same label. */
export function MoveDialog({ topic, onClose }: { topic: Topic; onClose: () => void }) {
  const t = useText();
  const groups = useQuery(groupsQuery).data ?? [];
  const [to, setTo] = useState("");
  const mine = groups.filter((group) => (group.standing === "member" || group.standing === "steward") && group.id !== topic.group?.id);
  const wide = topic.label === "TLP:CLEAR" || topic.label === "TLP:GREEN";
  return (
    <TopicDialog
      topic={topic}
      onClose={onClose}
      title={t("move.title")}
      submit={t("move.confirm")}
      done={t("move.done")}
      ready={to !== ""}
      run={() =>
        body(
          api.POST("/api/v1/topics/{topic_id}/move", {
            params: { path: { topic_id: topic.id } },
            body: { group_id: to },
            headers: ifMatch(`"${topic.version}"`),
          }),
        )
      }
    >
      <p>{t("move.detail")}</p>
      <Field label={t("compose.group")}>
        <Select
          value={to}
          placeholder={t("compose.group.choose")}
          options={mine.map((group) => ({ value: group.id, label: group.name, disabled: wide && group.visibility === "hidden" }))}
          onChange={setTo}
        />
      </Field>
      {to && (
        <p>
          <AudienceWords label={topic.label} group={to} recipients={topic.recipients.map((one) => one.id)} />
        </p>
      )}
    </TopicDialog>
  );
}
