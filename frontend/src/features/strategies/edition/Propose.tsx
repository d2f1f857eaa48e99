import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { api, body, idempotencyKey } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { useMaybeMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { FormDialog } from "@/ui/FormDialog";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import { Fields } from "./Fields";
import { empty } from "./form";

/** For who may propose: the button, and the form behind it. */
export function Propose({ place }: { place?: string }) {
  const t = useText();
  const may = useMaybeMe()?.permissions.includes("strategies:edition:propose");
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button icon={Plus} variant="primary" onClick={() => setOpen(true)}>{t("propose")}</Button>
      {open && <Form place={place ?? ""} onClose={() => setOpen(false)} />}
    </>
  );
}

function Form({ place, onClose }: { place: string; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const [read] = useState({ ...empty, place });
  const [form, set, draft] = useFormDraft("strategy:new", read);
  const send = useMutation({
    mutationFn: () => body(api.POST("/api/v1/strategies/editions", { headers: idempotencyKey(key.current), body: { ...form, supersedes: [] } })),
    onSuccess: (made) => {
      draft.clear();
      void client.invalidateQueries({ queryKey: keys.all });
      toast.done(t("proposed.done"));
      void navigate({ to: `/strategies/editions/${made.id}` });
    },
    onError: () => void (key.current = crypto.randomUUID()),
  });
  const fields = isProblem(send.error) ? send.error.fields : {};
  const ready = form.place !== "" && form.title_en.trim().length >= 3 && form.language.length >= 2;
  return (
    <FormDialog size="large" title={t("propose")} submit={t("propose.send")} ready={ready} busy={send.isPending} error={send.error} shown={Object.keys(form)} draft={draft} onClose={onClose} onSubmit={() => send.mutate()}>
      <Banner>{t("propose.hint")}</Banner>
      <Fields form={form} set={set} fields={fields} />
    </FormDialog>
  );
}
