import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isProblem } from "@/api/problem";
import { refusedField } from "@/api/refused";
import { FormDialog, type FormDialogProps } from "@/ui/FormDialog";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import type { Topic } from "../types";

export interface TopicDialogProps extends Pick<FormDialogProps, "title" | "submit" | "onClose" | "ready" | "size" | "draft"> {
  topic: Topic;
  /** The fields; given what is wrong with each, where they say it themselves. */
  children: ReactNode | ((error: (field: string) => string | undefined) => ReactNode);
  /** Said when it is done. */
  done: string;
  run: () => Promise<Topic>;
}

/** A dialog that changes a topic: keeps what was filled in when it is refused, and shows the newest version then. */
export function TopicDialog({ topic, done, run, onClose, draft, children, ...form }: TopicDialogProps) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: run,
    onSuccess: (changed) => {
      client.setQueryData(keys.topic(topic.id), changed);
      draft?.clear();
      toast.done(done);
      onClose();
    },
    onError: (problem) => {
      // Somebody changed it meanwhile: the next press is upon the version that is now behind this dialog.
      if (isProblem(problem, 412)) void client.invalidateQueries({ queryKey: keys.topic(topic.id) });
    },
  });
  return (
    <FormDialog {...form} draft={draft} onClose={onClose} onSubmit={() => change.mutate()} busy={change.isPending} error={change.error}>
      {typeof children === "function" ? children((field) => refusedField(change.error, field)) : children}
    </FormDialog>
  );
}
