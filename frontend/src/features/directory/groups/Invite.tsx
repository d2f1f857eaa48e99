import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { findAnyone, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";

const empty = { whom: [] as Suggestion[], text: "" };

/** Inviting an organisation or a person into a group, with a few words. */
export function Invite({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [{ whom, text }, set, draft] = useFormDraft(`group:${group.id}:invite`, empty);
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
      draft.clear();
      toast.done(t("group.invited"));
      void queryClient.invalidateQueries({ queryKey: keys.group(group.id) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("group.invite")}
      submit={t("group.invite.send")}
      onClose={onClose}
      onSubmit={() => whom[0] && send.mutate(whom[0])}
      ready={whom.length > 0}
      busy={send.isPending}
      error={send.error}
      draft={draft}
    >
      <Field label={t("group.invite.who")}>
        <Combobox value={whom} onChange={(chosen) => set({ whom: chosen })} source={findAnyone} />
      </Field>
      <Field label={t("group.invite.text")} optional>
        <TextArea rows={3} maxLength={1000} value={text} onChange={(event) => set({ text: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
