import { Check, CloudOff, LoaderCircle, PenLine, TriangleAlert } from "lucide-react";
import { isProblem } from "@/api/problem";
import { formatDate } from "@/i18n";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { useText } from "../text";
import type { Section } from "../types";
import type { Standing } from "./saving";
import type { Writing } from "./useWriting";
import css from "./Write.module.css";

const icons = { saved: Check, waiting: PenLine, saving: LoaderCircle, failed: CloudOff, conflict: TriangleAlert } as const satisfies Record<Standing, unknown>;

/** Says whether the server has what is typed, and since when; if not, why, and that it is kept. */
export function SavedMark({ writing, section }: { writing: Writing; section: Section }) {
  const t = useText();
  const { standing, error, keptHere } = writing;
  const Icon = icons[standing];
  const today = formatDate(section.edited_at) === formatDate(Date.now());
  const at = formatDate(section.edited_at, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
  const words = {
    saved: section.version > 1 || section.words > 0 ? t("saved.at", { time: at }) : t("saved.nothing"),
    waiting: t("saved.waiting"),
    saving: t("saved.saving"),
    failed: t("saved.failed"),
    conflict: t("saved.conflict"),
  }[standing];
  const refused = standing === "failed" && isProblem(error) && error.status > 0 ? error.detail || error.title : null;
  return (
    <div className={css.saved}>
      <p role="status" className={cx(css.mark, (standing === "failed" || standing === "conflict") && css.not)}>
        <Icon size={16} aria-hidden />
        <span>
          {words}
          {standing === "failed" && ` ${refused ?? t("saved.offline")}`}
        </span>
      </p>
      {standing === "failed" && (
        <Button size="small" onClick={() => void writing.save()}>
          {t("saved.again")}
        </Button>
      )}
      {!keptHere && <p className={css.not}>{t("saved.notHere")}</p>}
      {standing !== "failed" && <span className={css.words}>{t("section.words", { count: counted(writing.body) })}</span>}
    </div>
  );
}

function counted(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}
