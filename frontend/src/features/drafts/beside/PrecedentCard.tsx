import { Link } from "@tanstack/react-router";
import { BookOpenText, Quote } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { api, body } from "@/api/client";
import { useSending } from "@/api/sending";
import { languageName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Pieces } from "@/ui/Pieces";
import { Refusal } from "@/ui/Refusal";
import { place } from "@/ui/place";
import { toast } from "@/ui/Toast";
import { usePlaceName } from "../places";
import { useText } from "../text";
import type { Draft, Precedent } from "../types";
import css from "./Beside.module.css";
import { excerpted, joined } from "./excerpt";

export interface PrecedentCardProps {
  draft: Draft;
  precedent: Precedent;
  onCite?: (mark: string) => void;
}

/** A passage of a neighbour's strategy: whose and where it is, why this state, and what it says. */
export function PrecedentCard({ draft, precedent, onCite }: PrecedentCardProps) {
  const t = useText();
  const nameOf = usePlaceName();
  const [whole, setWhole] = useState(false);
  const shown = useMemo(() => excerpted(precedent.text), [precedent.text]);
  const words = useRef<HTMLParagraphElement>(null);
  const sending = useSending((quote: string, headers) =>
    body(
      api.POST("/api/v1/strategies/drafts/{draft_id}/sources", {
        params: { path: { draft_id: draft.id } },
        body: { passage_id: precedent.passage_id, quote },
        headers,
      }),
    ),
  );
  const cite = async () => {
    // What is marked in the passage is what the source quotes.
    const selection = window.getSelection();
    const within = selection && selection.rangeCount > 0 && words.current?.contains(selection.anchorNode) && words.current.contains(selection.focusNode);
    const source = await sending.run(within ? selection.toString().trim().slice(0, 2000) : "");
    if (!source || !onCite) return;
    onCite(`[^${source.number}]`);
    toast.done(t("precedents.cited", { number: source.number }));
  };
  return (
    <li className={css.card}>
      <p className={css.facts}>
        <strong>{nameOf(precedent.place)}</strong>
        {precedent.year && <span>{precedent.year}</span>}
        <span>{t("page.short", { page: precedent.page })}</span>
        <span>{languageName(precedent.language)}</span>
      </p>
      <p className={css.title} lang={precedent.language}>
        {precedent.title}
      </p>
      <p ref={words} className={css.excerpt} lang={precedent.language}>
        <Pieces pieces={whole ? joined(precedent.text) : shown.pieces} />
      </p>
      {shown.cut && (
        <button type="button" className={css.about} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? "precedents.less" : "precedents.whole")}
        </button>
      )}
      {precedent.because.length > 0 && (
        <p className={css.why}>
          <span className="visually-hidden">{t("precedents.because")} </span>
          {precedent.because.map((one) => (
            <Badge key={one}>{t(`because.${one}`)}</Badge>
          ))}
        </p>
      )}
      <Refusal error={sending.error} />
      <div className={css.acts}>
        <Link {...place(precedent.url)} target="_blank" className={css.open}>
          <BookOpenText size={16} aria-hidden />
          {t("precedents.read")}
          <span className="visually-hidden">, {t("precedents.read.tab")}</span>
        </Link>
        {onCite && (
          <Button size="small" icon={Quote} busy={sending.busy} onClick={() => void cite()}>
            {precedent.cited_as === null ? t("precedents.cite") : t("precedents.cite.again", { number: precedent.cited_as })}
          </Button>
        )}
      </div>
    </li>
  );
}
