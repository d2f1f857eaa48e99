import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { ErrorState } from "@/ui/States";
import { TextArea } from "@/ui/TextInput";
import { keys } from "../queries";
import { useText } from "../text";
import type { Admission, Group } from "../vocabulary";

/** Refusing a request, with the reason that whoever asked is told. */
export function Refuse({ group, request, onClose }: { group: Group; request: Admission; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState("");
  const refuse = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/groups/{group_id}/requests/{request_id}/refuse", { params: { path: { group_id: group.id, request_id: request.id } }, body: { reason: reason.trim() } }),
    onSuccess: onClose,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.group(group.id) }),
  });
  const fields = isProblem(refuse.error) ? refuse.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    refuse.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t("refuse.title", { name: request.organisation?.name ?? request.person?.name ?? "" })}
      actions={<Button type="submit" form="refuse" variant="danger" busy={refuse.isPending}>{t("refuse.confirm")}</Button>}
    >
      <form id="refuse" onSubmit={submit}>
        <FieldStack>
          {refuse.isError && Object.keys(fields).length === 0 && <ErrorState compact error={refuse.error} />}
          <Field label={t("refuse.reason")} hint={t("refuse.reason.hint")} error={fields.reason} optional>
            <TextArea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </FieldStack>
      </form>
    </Dialog>
  );
}
