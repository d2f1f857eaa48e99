import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { findAnyone, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";

/** Inviting an organisation or a person into a group, with a few words. */
export function Invite({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [whom, setWhom] = useState<Suggestion[]>([]);
  const [text, setText] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: (chosen: Suggestion) =>
      body(
        api.POST("/api/v1/groups/{group_id}/invitations", {
          params: { path: { group_id: group.id } },
          headers: idempotencyKey(key),
          body: chosen.kind === "person" ? { person_id: chosen.id, text } : { organisation_id: chosen.id, text },
        }),
      ),
    onSuccess: () => {
      toast.done(t("group.invited"));
      void queryClient.invalidateQueries({ queryKey: keys.group(group.id) });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whom[0]) send.mutate(whom[0]);
  };
  return (
    <Dialog open onClose={onClose} title={t("group.invite")}>
      <form onSubmit={submit}>
        <FieldStack>
          <Field label={t("group.invite.who")} error={isProblem(send.error) ? send.error.detail : undefined}>
            <Combobox value={whom} onChange={setWhom} source={findAnyone} />
          </Field>
          <Field label={t("group.invite.text")} optional>
            <TextArea rows={3} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" disabled={!whom[0]} busy={send.isPending}>{t("group.invite.send")}</Button>
        </FieldStack>
      </form>
    </Dialog>
  );
}
