import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { draftQuery, etagOf, keys } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";
import css from "./Aside.module.css";
import { isTitle } from "./title";

/** Removes a draft for good, once its title was typed. */
export function RemoveDraft({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () =>
      api.DELETE("/api/v1/strategies/drafts/{draft_id}", { params: { path: { draft_id: draft.id } }, headers: { "If-Match": etagOf(draft) } }),
    onSuccess: async () => {
      toast.done(t("remove.done", { title: draft.title }));
      await navigate({ to: "/strategies/drafts", search: { archived: true } });
      client.removeQueries({ queryKey: [...keys.all, draft.id] });
      void client.invalidateQueries({ queryKey: keys.list });
    },
    onError: (problem) => isProblem(problem, 412) && void client.invalidateQueries(draftQuery(draft.id)),
  });
  return (
    <FormDialog
      title={t("remove.title")}
      submit={t("remove.do")}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
      ready={isTitle(typed, draft.title)}
      busy={remove.isPending}
      error={remove.error}
      danger
    >
      <p>{t("remove.detail")}</p>
      <Field
        label={t("remove.type")}
        hint={
          <strong className={css.said} lang={draft.language}>
            {draft.title}
          </strong>
        }
      >
        <TextInput value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
