import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleDot, ListTodo, MessageSquare, Minus, Plus, RotateCcw } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { toast } from "@/ui/Toast";
import { markOf, type Mark } from "../coverage";
import { coverageQuery, keepDraft } from "../queries";
import { useText } from "../text";
import type { Draft, Outlined } from "../types";
import { NewSection } from "./NewSection";
import css from "./Outline.module.css";

const icons = { covered: CircleCheck, thin: CircleDot, missing: CircleDashed } as const satisfies Record<Mark, unknown>;

export interface OutlineProps {
  draft: Draft;
  current: string | undefined;
  onSection: (id: string) => void;
}

/** The sections in their order, each with how its element is covered and what is open about it. */
export function Outline({ draft, current, onSection }: OutlineProps) {
  const t = useText();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const coverage = useQuery(coverageQuery(draft.id, draft.vocabulary, t.locale)).data;
  const known = new Map(coverage?.elements.map((one) => [one.code, one]));
  const areas = new Set(coverage?.elements.map((one) => one.parent));
  const restore = async (section: Outlined) => {
    const path = { draft_id: draft.id, section_id: section.id };
    try {
      keepDraft(client, await body(api.POST("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}/restore", { params: { path } })));
      onSection(section.id);
    } catch (problem) {
      toast.failed(problem);
    }
  };
  return (
    <nav aria-label={t("outline")} className={css.outline}>
      <ul>
        {draft.outline.map((section) => {
          const element = section.element === null || areas.has(section.element) ? undefined : known.get(section.element);
          return <Row key={section.id} section={section} mark={element && markOf(element)} current={section.id === current} onSection={onSection} lang={draft.language} />;
        })}
      </ul>
      {draft.rights.write && (
        <Button size="small" variant="quiet" icon={Plus} onClick={() => setAdding(true)}>
          {t("section.add")}
        </Button>
      )}
      {draft.removed.length > 0 && draft.rights.write && (
        <details className={css.removed}>
          <summary>{t("outline.removed", { count: draft.removed.length })}</summary>
          <ul>
            {draft.removed.map((section) => (
              <li key={section.id}>
                <span lang={draft.language}>{section.title}</span>
                <Button size="small" variant="quiet" icon={RotateCcw} aria-label={t("section.restore.of", { title: section.title })} onClick={() => void restore(section)}>
                  {t("section.restore")}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={css.legend}>
        {(["covered", "thin", "missing"] as const).map((mark) => (
          <span key={mark}>
            <MarkIcon mark={mark} /> {t(`mark.${mark}`)}
          </span>
        ))}
      </p>
      {adding && <NewSection draft={draft} after={current} onClose={() => setAdding(false)} onMade={onSection} />}
    </nav>
  );
}

function MarkIcon({ mark }: { mark: Mark | undefined }) {
  const Icon = mark ? icons[mark] : Minus;
  return <Icon size={16} aria-hidden className={cx(css.icon, mark && css[mark])} />;
}

/** The arrows go from one section to the next, Home and End to the first and the last. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...(event.currentTarget.closest("ul")?.querySelectorAll<HTMLElement>("button[data-section]") ?? [])];
  const at = rows.indexOf(event.currentTarget);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus();
}

interface RowProps {
  section: Outlined;
  mark: Mark | undefined;
  current: boolean;
  lang: string;
  onSection: (id: string) => void;
}

function Row({ section, mark, current, lang, onSection }: RowProps) {
  const t = useText();
  const { open_comments: comments, open_tasks: tasks } = section;
  return (
    <li>
      <button
        type="button"
        data-section={section.id}
        aria-current={current ? "true" : undefined}
        className={cx(css.row, section.level === 1 && css.chapter)}
        onKeyDown={move}
        onClick={() => onSection(section.id)}
      >
        {section.level > 1 && <MarkIcon mark={mark} />}
        <span className={css.name} lang={lang}>
          {section.title}
        </span>
        {mark && <span className="visually-hidden">, {t(`mark.${mark}`)}</span>}
        {comments > 0 && (
          <span className={css.count}>
            <MessageSquare size={14} aria-hidden />
            <span aria-hidden>{comments}</span>
            <span className="visually-hidden">, {t("outline.comments", { count: comments })}</span>
          </span>
        )}
        {tasks > 0 && (
          <span className={css.count}>
            <ListTodo size={14} aria-hidden />
            <span aria-hidden>{tasks}</span>
            <span className="visually-hidden">, {t("outline.tasks", { count: tasks })}</span>
          </span>
        )}
      </button>
    </li>
  );
}
