import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { refusedField } from "@/api/refused";
import { Banner } from "@/ui/Banner";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Pending } from "@/ui/Pending";
import { Select, TextArea } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { draftQuery, etagOf, keepDraft, keys, phasesQuery } from "../queries";
import { useText } from "../text";
import { phases, type Draft, type Phase } from "../types";
import css from "./Head.module.css";

/** To the next phase, or back to an earlier one, with what follows from it; and how the draft came here. */
export function PhaseDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const at = phases.indexOf(draft.phase);
  const open = phases.filter((_, index) => index === at + 1 || index < at);
  const [phase, setPhase] = useState<Phase>(phases[at + 1] ?? draft.phase);
  const [form, set, kept] = useDraft(`draft:${draft.id}:phase`, { reason: "" });
  const back = phases.indexOf(phase) < at;
  const move = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/strategies/drafts/{draft_id}/phase", {
          params: { path: { draft_id: draft.id } },
          body: { phase, reason: form.reason.trim() },
          headers: { "If-Match": etagOf(draft) },
        }),
      ),
    onSuccess: (changed) => {
      kept.clear();
      keepDraft(client, changed);
      void client.invalidateQueries({ queryKey: keys.phases(draft.id) });
      toast.done(t("phase.done", { phase: t(`phase.${changed.phase}`) }));
      onClose();
    },
    onError: (problem) => isProblem(problem, 412) && void client.invalidateQueries(draftQuery(draft.id)),
  });
  if (!draft.rights.lead || open.length === 0) {
    return (
      <Dialog open onClose={onClose} title={t("phase.history")}>
        <PhaseHistory draft={draft} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t("phase.title")}
      submit={t("phase.do", { phase: t(`phase.${phase}`) })}
      onSubmit={() => move.mutate()}
      onClose={onClose}
      ready={phase !== draft.phase && (!back || form.reason.trim() !== "")}
      busy={move.isPending}
      error={move.error}
      shown={["reason"]}
      draft={kept}
    >
      <p>{t("phase.now", { phase: t(`phase.${draft.phase}`) })}</p>
      <Field label={t("phase.to")}>
        <Select
          value={phase}
          placeholder={phase === draft.phase ? t("phase.choose") : undefined}
          options={open.map((value) => ({ value, label: t(`phase.${value}`) }))}
          onChange={(value) => setPhase(phases.find((one) => one === value) ?? phase)}
        />
      </Field>
      {phase !== draft.phase && (
        <Banner>
          <p>{t(back ? "phase.means.back" : `phase.means.${phase}`)}</p>
        </Banner>
      )}
      <Field label={t("phase.reason")} hint={t("phase.reason.hint")} error={refusedField(move.error, "reason")} optional={!back}>
        <TextArea value={form.reason} maxLength={1000} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      <PhaseHistory draft={draft} onClose={onClose} />
    </FormDialog>
  );
}

function PhaseHistory({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const query = useQuery(phasesQuery(draft.id));
  if (!query.data) return <Pending query={query} compact />;
  if (query.data.length === 0) return <p className={css.quiet}>{t("phase.none")}</p>;
  return (
    <div>
      <h3>{t("phase.history")}</h3>
      <ol className={css.history}>
        {query.data.map((one) => (
          <li key={`${one.at} ${one.after}`}>
            <p>
              <strong>{t("phase.from", { before: t(`phase.${one.before}`), after: t(`phase.${one.after}`) })}</strong>{" "}
              <span className={css.quiet}>
                {one.person?.name ?? t("somebody")} · <Time at={one.at} show="date" />
              </span>
            </p>
            {one.reason && <p className={css.reason}>{one.reason}</p>}
            {one.snapshot !== null && (
              <p>
                <Link to="/strategies/drafts/$draftId" params={{ draftId: draft.id }} search={{ frozen: one.snapshot }} onClick={onClose}>
                  {t("phase.snapshot", { number: one.snapshot })}
                </Link>
              </p>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
