import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck, Ban, Check, Pencil, Send } from "lucide-react";
import { useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Edition } from "../vocabulary";
import { Correct } from "./Correct";

type Act = "review" | "publish" | "confirm" | "decline";

/** What this person may do with this edition now, as the server says. */
export function Acts({ edition, etag }: { edition: Edition; etag: string | null }) {
  const t = useText();
  const client = useQueryClient();
  const [open, setOpen] = useState<"correct" | "decline" | null>(null);
  const [reason, setReason] = useState("");
  const act = useMutation({
    mutationFn: (verb: Act) => {
      const sent = { params: { path: { edition_id: edition.id } }, headers: ifMatch(etag) };
      if (verb === "review") return body(api.POST("/api/v1/strategies/editions/{edition_id}/review", { ...sent, body: { reason: "" } }));
      if (verb === "publish") return body(api.POST("/api/v1/strategies/editions/{edition_id}/publish", { ...sent, body: { reason: "" } }));
      if (verb === "confirm") return body(api.POST("/api/v1/strategies/editions/{edition_id}/confirm", { ...sent, body: { reason: "" } }));
      return body(api.POST("/api/v1/strategies/editions/{edition_id}/decline", { ...sent, body: { reason } }));
    },
    onSuccess: (_, verb) => {
      toast.done(t(`done.${verb}`));
      setOpen(null);
      setReason("");
    },
    onError: (error, verb) => verb !== "decline" && toast.failed(error),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.all }),
  });
  const may = (one: Edition["may"][number]) => edition.may.includes(one);
  const busy = (verb: Act) => act.isPending && act.variables === verb;
  const decline = t(edition.state === "published" ? "act.withdraw" : "act.decline");
  return (
    <>
      {may("declined") && <Button icon={Ban} variant="quiet" onClick={() => setOpen("decline")}>{decline}</Button>}
      {may("corrected") && <Button icon={Pencil} onClick={() => setOpen("correct")}>{t("act.correct")}</Button>}
      {may("reviewed") && <Button icon={Check} variant="primary" busy={busy("review")} onClick={() => act.mutate("review")}>{t("act.review")}</Button>}
      {may("published") && <Button icon={Send} variant="primary" busy={busy("publish")} onClick={() => act.mutate("publish")}>{t("act.publish")}</Button>}
      {may("confirmed") && !edition.confirmed && <Button icon={BadgeCheck} variant="primary" busy={busy("confirm")} title={t("confirm.ask")} onClick={() => act.mutate("confirm")}>{t("act.confirm")}</Button>}
      {open === "correct" && <Correct edition={edition} etag={etag} onClose={() => setOpen(null)} />}
      {open === "decline" && (
        <FormDialog title={decline} submit={decline} danger ready={reason.trim().length >= 3} busy={act.isPending} error={act.error} onClose={() => setOpen(null)} onSubmit={() => act.mutate("decline")}>
          <Field label={t("field.reason")} hint={t("field.reason.hint")} required>
            <TextArea rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </FormDialog>
      )}
    </>
  );
}
