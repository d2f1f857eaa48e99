import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { refusedField } from "@/api/refused";
import { useSending } from "@/api/sending";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { suggested } from "@/ui/people";
import { TextInput } from "@/ui/TextInput";
import { etagOf, keys } from "../queries";
import { useText } from "../text";
import type { Draft, Task } from "../types";
import { readersOf } from "./people";

export interface TaskDialogProps {
  draft: Draft;
  section: string;
  /** The one to be changed; else a new one. */
  task?: Task;
  onClose: () => void;
}

/** A task: what, who, until when. */
export function TaskDialog({ draft, section, task, onClose }: TaskDialogProps) {
  const t = useText();
  const client = useQueryClient();
  const [read] = useState(() => ({ title: task?.title ?? "", assignee: task?.assignee ? [suggested(task.assignee)] : [], due: task?.due_on ?? "" }));
  const [form, set, kept] = useFormDraft(`draft:${draft.id}:task:${task?.id ?? section}`, read);
  const sending = useSending((wanted: typeof form, headers) => {
    const sent = { title: wanted.title.trim(), assignee_id: wanted.assignee[0]?.id ?? null, due_on: wanted.due || null, section_id: task ? task.section_id : section };
    return body<Task>(
      task
        ? api.PATCH("/api/v1/strategies/drafts/{draft_id}/tasks/{task_id}", {
            params: { path: { draft_id: draft.id, task_id: task.id } },
            body: sent,
            headers: { "If-Match": etagOf(task) },
          })
        : api.POST("/api/v1/strategies/drafts/{draft_id}/tasks", { params: { path: { draft_id: draft.id } }, body: sent, headers }),
    );
  });
  const send = async () => {
    const saved = await sending.run(form);
    void client.invalidateQueries({ queryKey: keys.tasks(draft.id) });
    if (!saved) return;
    kept.clear();
    void client.invalidateQueries({ queryKey: keys.draft(draft.id) });
    onClose();
  };
  return (
    <FormDialog
      title={t(task ? "tasks.edit" : "tasks.add")}
      submit={t(task ? "tasks.save" : "tasks.add.do")}
      onSubmit={() => void send()}
      onClose={onClose}
      ready={form.title.trim() !== ""}
      busy={sending.busy}
      error={sending.error}
      shown={["title", "assignee_id", "due_on"]}
      draft={kept}
    >
      <Field label={t("tasks.title")} error={refusedField(sending.error, "title")}>
        <TextInput value={form.title} maxLength={300} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={t("tasks.assignee")} hint={t("tasks.assignee.hint")} error={refusedField(sending.error, "assignee_id")} optional>
        <Combobox value={form.assignee} onChange={(assignee) => set({ assignee })} source={readersOf(draft.id)} />
      </Field>
      <Field label={t("tasks.until")} error={refusedField(sending.error, "due_on")} optional>
        <TextInput type="date" value={form.due} onChange={(event) => set({ due: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
