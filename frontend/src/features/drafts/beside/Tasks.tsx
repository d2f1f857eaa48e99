import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ListTodo, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { formatDate } from "@/i18n";
import { Button, IconButton } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { cx } from "@/ui/cx";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { keys, tasksQuery } from "../queries";
import { useText } from "../text";
import type { Draft, Section, Task } from "../types";
import css from "./Beside.module.css";
import { TaskDialog } from "./TaskDialog";

export interface TasksProps {
  draft: Draft;
  section: Section;
  onSection: (id: string) => void;
}

/** What is to be done about this section, or about the whole draft, by whom and until when. */
export function Tasks({ draft, section, onSection }: TasksProps) {
  const t = useText();
  const client = useQueryClient();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<Task | "new" | null>(null);
  const query = useQuery(tasksQuery(draft.id));
  const shown = (query.data ?? []).filter((one) => all || one.section_id === section.id).sort((a, b) => Number(!!a.done_at) - Number(!!b.done_at));
  const tick = async (task: Task, done: boolean) => {
    try {
      const changed = await body(
        api.POST("/api/v1/strategies/drafts/{draft_id}/tasks/{task_id}/done", { params: { path: { draft_id: draft.id, task_id: task.id } }, body: { done } }),
      );
      client.setQueryData(keys.tasks(draft.id), (tasks: Task[] | undefined) => tasks?.map((one) => (one.id === changed.id ? changed : one)));
      void client.invalidateQueries({ queryKey: keys.draft(draft.id) });
    } catch (problem) {
      toast.failed(problem);
    }
  };
  return (
    <div className={css.stack}>
      <Select
        aria-label={t("tasks.scope")}
        value={all ? "all" : "section"}
        options={[{ value: "section", label: t("tasks.scope.section") }, { value: "all", label: t("tasks.scope.all") }]}
        onChange={(value) => setAll(value === "all")}
      />
      <Pending query={query} compact />
      {query.data && shown.length === 0 && (
        <EmptyState icon={ListTodo} title={t("tasks.none")}>
          {t("tasks.none.detail")}
        </EmptyState>
      )}
      <ul className={css.cards}>
        {shown.map((task) => (
          <Line key={task.id} draft={draft} task={task} onTick={(done) => void tick(task, done)} onEdit={() => setOpen(task)} onSection={all ? onSection : undefined} />
        ))}
      </ul>
      {draft.rights.comment && (
        <div>
          <Button size="small" icon={Plus} onClick={() => setOpen("new")}>
            {t("tasks.add")}
          </Button>
        </div>
      )}
      {open && <TaskDialog draft={draft} section={section.id} task={open === "new" ? undefined : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

interface LineProps {
  draft: Draft;
  task: Task;
  onTick: (done: boolean) => void;
  onEdit: () => void;
  onSection?: (id: string) => void;
}

function Line({ draft, task, onTick, onEdit, onSection }: LineProps) {
  const t = useText();
  const about = onSection && draft.outline.find((one) => one.id === task.section_id);
  const late = !task.done_at && task.due_on && task.due_on < new Date().toISOString().slice(0, 10);
  const due = task.due_on && formatDate(`${task.due_on}T00:00:00Z`, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <li className={css.card}>
      <div className={css.task}>
        <Checkbox
          checked={task.done_at !== null}
          disabled={!draft.rights.comment}
          onChange={onTick}
          label={<span className={cx(task.done_at && css.done)}>{task.title}</span>}
          hint={
            <>
              {task.assignee?.name ?? t("tasks.nobody")}
              {due && <span className={cx(late && css.late)}> · {t(late ? "tasks.late" : "tasks.due", { date: due })}</span>}
              {task.done_by && ` · ${t("tasks.done.by", { name: task.done_by.name })}`}
            </>
          }
        />
        {draft.rights.comment && <IconButton size="small" icon={Pencil} label={t("tasks.edit.of", { title: task.title })} onClick={onEdit} />}
      </div>
      {about && (
        <button type="button" className={css.about} onClick={() => onSection(about.id)} lang={draft.language}>
          {about.title}
        </button>
      )}
    </li>
  );
}
