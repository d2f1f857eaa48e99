import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { Stepper } from "@/ui/Stepper";
import { areasOf, totals } from "../coverage";
import { coverageQuery } from "../queries";
import { useText } from "../text";
import { phases, type Draft } from "../types";
import { CoverageDialog } from "./CoverageDialog";
import css from "./Head.module.css";
import { PhaseDialog } from "./PhaseDialog";

/** How far the draft is: its phase, and how much of the guide it covers. */
export function Progress({ draft, onSection }: { draft: Draft; onSection: (id: string) => void }) {
  const t = useText();
  const [open, setOpen] = useState<"phase" | "coverage" | null>(null);
  const coverage = useQuery(coverageQuery(draft.id, draft.vocabulary, t.locale)).data;
  const { covered, all } = totals(coverage ? areasOf(coverage) : []);
  const at = phases.indexOf(draft.phase);
  const close = () => setOpen(null);
  return (
    <div className={css.progress}>
      <div className={css.phases}>
        <Stepper label={t("phases")} steps={phases.map((phase) => t(`phase.${phase}`))} current={at} />
        <Button size="small" variant="quiet" onClick={() => setOpen("phase")}>
          {draft.rights.lead && at < phases.length - 1 ? t("phase.next") : t("phase.history")}
          <ChevronRight size={14} aria-hidden className={css.inline} />
        </Button>
      </div>
      <button type="button" className={css.meter} onClick={() => setOpen("coverage")} aria-busy={!coverage}>
        <span className={css.meterWords}>{coverage ? t("coverage.meter", { covered, all }) : t("coverage.counting")}</span>
        <span className={css.track} aria-hidden>
          <span className={css.fill} style={{ width: `${all > 0 ? Math.round((covered / all) * 100) : 0}%` }} />
        </span>
      </button>
      {open === "phase" && <PhaseDialog draft={draft} onClose={close} />}
      {open === "coverage" && (
        <CoverageDialog
          draft={draft}
          onClose={close}
          onSection={(id) => {
            close();
            onSection(id);
          }}
        />
      )}
    </div>
  );
}
