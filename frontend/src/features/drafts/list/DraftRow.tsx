import { Link } from "@tanstack/react-router";
import { Archive, ListTodo, MessageSquare } from "lucide-react";
import { Badge } from "@/ui/Badge";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { usePlaceName } from "../places";
import { useText } from "../text";
import type { Card } from "../types";
import css from "./List.module.css";

/** A draft in the list. */
export function DraftRow({ draft }: { draft: Card }) {
  const t = useText();
  const nameOf = usePlaceName();
  const { written, sections, covered, elements } = draft;
  return (
    <li className={css.draft}>
      <div className={css.main}>
        <p className={css.labels}>
          <TlpLabel label={draft.label} size="small" />
          <Badge tone={draft.phase === "adoption" ? "good" : "neutral"}>{t(`phase.${draft.phase}`)}</Badge>
          {draft.mine && <Badge tone="accent">{t("mine")}</Badge>}
          {draft.archived_at !== null && <Badge icon={Archive}>{t("aside")}</Badge>}
        </p>
        <h2 className={css.title} lang={draft.language}>
          <Link to="/strategies/drafts/$draftId" params={{ draftId: draft.id }}>
            {draft.title}
          </Link>
        </h2>
        <p className={css.facts}>
          <span>{nameOf(draft.place)}</span>
          {draft.organisation && <span>{draft.organisation.acronym || draft.organisation.name}</span>}
          {draft.group && <span>{draft.group.name}</span>}
        </p>
      </div>
      <div className={css.figures}>
        <div className={css.meters}>
          <Meter words={t("written", { written, sections })} part={written} all={sections} />
          <Meter words={t("coverage.meter", { covered, all: elements })} part={covered} all={elements} />
        </div>
        <p className={css.small}>
          {draft.open_comments > 0 && (
            <span>
              <MessageSquare size={14} aria-hidden /> {t("outline.comments", { count: draft.open_comments })}
            </span>
          )}
          {draft.open_tasks > 0 && (
            <span>
              <ListTodo size={14} aria-hidden /> {t("outline.tasks", { count: draft.open_tasks })}
            </span>
          )}
          <Time at={draft.touched_at} />
        </p>
      </div>
    </li>
  );
}

function Meter({ words, part, all }: { words: string; part: number; all: number }) {
  return (
    <div className={css.meter}>
      <p>{words}</p>
      <span className={css.track} aria-hidden>
        <span className={css.fill} style={{ width: `${all > 0 ? Math.round((part / all) * 100) : 0}%` }} />
      </span>
    </div>
  );
}
