import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { findPeople } from "../finding";
import { useText } from "../text";

export const suspendedKey = ["administration", "suspended"] as const;

/** Closing an account, whose it is said or still to be found, or opening it again. */
export type Asked = { act: "suspend"; person?: Suggestion } | { act: "reinstate"; person: Suggestion };

export interface AccountProps {
  asked: Asked;
  onClose: () => void;
  onDone?: () => void;
}

export function Account({ asked, onClose, onDone }: AccountProps) {
  const t = useText();
  const queryClient = useQueryClient();
  const suspends = asked.act === "suspend";
  const known = asked.person;
  const [found, setFound] = useState<Suggestion[]>([]);
  const whom = known ?? found[0];
  const [reason, setReason, draft] = useDraft(`person:${known?.id ?? "any"}:${asked.act}`, "");
  const change = useMutation({
    mutationFn: (person: Suggestion) => {
      const given = { params: { path: { person_id: person.id } }, body: { reason: reason.trim() } };
      return suspends ? api.POST("/api/v1/people/{person_id}/suspend", given) : api.POST("/api/v1/people/{person_id}/reinstate", given);
    },
    onSuccess: (_, person) => {
      draft.clear();
      toast.done(t(suspends ? "suspend.done" : "reinstate.done", { name: person.label }));
      void queryClient.invalidateQueries({ queryKey: suspendedKey });
      // The directory no longer shows whoever is suspended, and shows again whoever is not.
      void queryClient.invalidateQueries({ queryKey: ["directory"] });
      onDone?.();
      onClose();
    },
  });
  const title = { suspend: known ? t("suspend.title", { name: known.label }) : t("suspend"), reinstate: t("reinstate.title", { name: known?.label ?? "" }) };
  return (
    <FormDialog
      title={title[asked.act]}
      submit={suspends ? t("suspend.confirm") : t("reinstate.confirm")}
      danger={suspends}
      onClose={onClose}
      onSubmit={() => whom && change.mutate(whom)}
      ready={whom !== undefined && reason.trim().length >= 3}
      busy={change.isPending}
      error={change.error}
      shown={["reason"]}
      draft={draft}
    >
      <p>{suspends ? t("suspend.detail") : t("reinstate.detail")}</p>
      {!known && (
        <Field label={t("person")}>
          <Combobox value={found} onChange={setFound} source={findPeople} placeholder={t("person.find")} />
        </Field>
      )}
      <Field label={t("reason")} hint={t("suspend.reason.hint")} error={isProblem(change.error) ? change.error.fields.reason : undefined}>
        <TextArea rows={3} required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
