import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import { formatDate } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/Toast";
import { draftQuery, etagOf, keepDraft } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";
import css from "./Aside.module.css";
import { RemoveDraft } from "./RemoveDraft";

/** Says that a draft was set aside, and lets who leads it bring it back, or remove it for good. */
export function Aside({ draft }: { draft: Draft }) {
  const t = useText();
  const client = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const back = useMutation({
    mutationFn: () =>
      body(api.POST("/api/v1/strategies/drafts/{draft_id}/restore", { params: { path: { draft_id: draft.id } }, headers: { "If-Match": etagOf(draft) } })),
    onSuccess: (changed) => {
      keepDraft(client, changed);
      toast.done(t("aside.back.done"));
    },
    onError: (problem) => {
      toast.failed(problem);
      if (isProblem(problem, 412)) void client.invalidateQueries(draftQuery(draft.id));
    },
  });
  if (draft.archived_at === null) return null;
  const { archive, remove } = draft.rights;
  return (
    <div className={css.aside}>
      <Banner
        icon={Archive}
        live
        action={
          archive && (
            <div className={css.acts}>
              <Button size="small" icon={ArchiveRestore} busy={back.isPending} onClick={() => back.mutate()}>
                {t("aside.back")}
              </Button>
              {remove && (
                <Button size="small" variant="quiet" icon={Trash2} onClick={() => setRemoving(true)}>
                  {t("aside.remove")}
                </Button>
              )}
            </div>
          )
        }
      >
        <p>
          {t("aside.says", {
            date: formatDate(draft.archived_at, { dateStyle: "long" }),
            person: draft.archived_by?.name ?? t("somebody"),
          })}
        </p>
        {archive && !remove && <p className={css.record}>{t("aside.record")}</p>}
      </Banner>
      {removing && <RemoveDraft draft={draft} onClose={() => setRemoving(false)} />}
    </div>
  );
}
