import { useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useConfirming } from "@/ui/Confirming";
import { isProblem } from "@/api/problem";
import { draftQuery, etagOf, keepDraft, keys } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";

/** Asks, then sets a draft aside. */
export function useSettingAside(draft: Draft) {
  const t = useText();
  const client = useQueryClient();
  const { ask, dialog } = useConfirming();
  const act = async () => {
    const params = { path: { draft_id: draft.id } };
    // The question may stand while others write: what is set aside is the draft as it is known by now.
    const known = client.getQueryData<Draft>(keys.draft(draft.id)) ?? draft;
    try {
      keepDraft(client, await body(api.POST("/api/v1/strategies/drafts/{draft_id}/archive", { params, headers: { "If-Match": etagOf(known) } })));
    } catch (problem) {
      if (isProblem(problem, 412)) void client.invalidateQueries(draftQuery(draft.id));
      throw problem;
    }
  };
  const setAside = () => ask({ title: t("aside.title", { title: draft.title }), detail: t("aside.detail"), confirm: t("aside.do"), act });
  return { setAside, dialog };
}
