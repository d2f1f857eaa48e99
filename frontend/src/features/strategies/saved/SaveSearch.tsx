import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus } from "lucide-react";
import { useRef, useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { useMaybeMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Wanted } from "../finding/wanted";
import { useText } from "../text";
import { keptOf, savedQuery } from "./queries";

/** For who is signed in: keeps the search that is shown, and asks whether to be told of new texts. */
export function SaveSearch({ wanted }: { wanted: Wanted }) {
  const t = useText();
  const me = useMaybeMe();
  const [open, setOpen] = useState(false);
  if (!me) return null;
  return (
    <>
      <Button icon={BookmarkPlus} onClick={() => setOpen(true)}>{t("saved.save")}</Button>
      {open && <Form wanted={wanted} onClose={() => setOpen(false)} />}
    </>
  );
}

function Form({ wanted, onClose }: { wanted: Wanted; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [read] = useState({ name: (wanted.q ?? "").slice(0, 200), told: true });
  const [form, set, draft] = useFormDraft("strategy-search:new", read);
  const send = useMutation({
    mutationFn: () =>
      body(api.POST("/api/v1/strategies/searches", { headers: idempotencyKey(key.current), body: { ...form, wanted: keptOf(wanted, t.locale) } })),
    onSuccess: () => {
      draft.clear();
      void client.invalidateQueries({ queryKey: savedQuery().queryKey });
      toast.done(t("saved.done"));
      onClose();
    },
    onError: () => void (key.current = crypto.randomUUID()),
  });
  const fields = isProblem(send.error) ? send.error.fields : {};
  return (
    <FormDialog title={t("saved.save")} submit={t("saved.keep")} ready={form.name.trim().length > 0} busy={send.isPending} error={send.error} shown={["name"]} draft={draft} onClose={onClose} onSubmit={() => send.mutate()}>
      <Field label={t("saved.name")} hint={t("saved.name.hint")} error={fields.name} required>
        <TextInput value={form.name} maxLength={200} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Checkbox checked={form.told} label={t("saved.told")} hint={t("saved.told.hint")} onChange={(told) => set({ told })} />
    </FormDialog>
  );
}
