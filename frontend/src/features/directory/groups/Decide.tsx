import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import css from "../Directory.module.css";
import { keys } from "../queries";
import { useText } from "../text";
import type { Admission, Group } from "../vocabulary";

export interface DecideProps {
  group: Group;
  request: Admission;
  act: "admit" | "refuse";
  onClose: () => void;
}

/** Admitting or refusing who asked to join, with a reason that they are told. */
export function Decide({ group, request, act, onClose }: DecideProps) {
  const t = useText();
  const queryClient = useQueryClient();
  const name = request.organisation?.name ?? request.person?.name ?? "";
  const [reason, setReason, draft] = useDraft(`request:${request.id}`, "");
  const decide = useMutation({
    mutationFn: () => {
      const given = { params: { path: { group_id: group.id, request_id: request.id } }, body: { reason: reason.trim() } };
      return act === "admit"
        ? api.POST("/api/v1/groups/{group_id}/requests/{request_id}/admit", given)
        : api.POST("/api/v1/groups/{group_id}/requests/{request_id}/refuse", given);
    },
    onSuccess: () => {
      draft.clear();
      toast.done(t(`decide.done.${act}`, { name }));
      onClose();
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.group(group.id) }),
  });
  return (
    <FormDialog
      size="small"
      title={t(`decide.title.${act}`, { name })}
      submit={t(`decide.confirm.${act}`)}
      danger={act === "refuse"}
      onClose={onClose}
      onSubmit={() => decide.mutate()}
      busy={decide.isPending}
      error={decide.error}
      shown={["reason"]}
      draft={draft}
    >
      {request.text && <blockquote className={css.asked}>{request.text}</blockquote>}
      <Field label={t("decide.reason")} hint={t(`decide.hint.${act}`)} error={isProblem(decide.error) ? decide.error.fields.reason : undefined} optional>
        <TextArea rows={3} maxLength={280} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
