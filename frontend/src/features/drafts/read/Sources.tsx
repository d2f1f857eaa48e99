import { Link } from "@tanstack/react-router";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { api, body } from "@/api/client";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { place } from "@/ui/place";
import { toast } from "@/ui/Toast";
import { keys, sourcesQuery } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";
import { Numbered } from "./Numbered";
import css from "./Read.module.css";

export interface SourcesProps {
  draft: Draft;
  /** Only those that one section cites. */
  cited?: number[];
}

/** What the draft cites, by number, each with its page. */
export function Sources({ draft, cited }: SourcesProps) {
  const t = useText();
  const client = useQueryClient();
  const sources = (useQuery(sourcesQuery(draft.id)).data ?? []).filter((one) => !cited || cited.includes(one.number));
  if (sources.length === 0) return null;
  const remove = async (number: number) => {
    try {
      const left = await body(api.DELETE("/api/v1/strategies/drafts/{draft_id}/sources/{number}", { params: { path: { draft_id: draft.id, number } } }));
      client.setQueryData(keys.sources(draft.id), left);
      void client.invalidateQueries({ queryKey: keys.precedents(draft.id) });
    } catch (problem) {
      toast.failed(problem);
    }
  };
  return (
    <section className={cx(css.sources, cited && css.inSection)} aria-label={t("sources")}>
      <h2>{t("sources")}</h2>
      <ol>
        {sources.map((one) => (
          <Numbered
            key={one.number}
            number={one.number}
            citation={one.citation}
            quote={one.quote}
            act={
              draft.rights.write &&
              !cited &&
              one.sections.length === 0 && (
                <IconButton size="small" icon={Trash2} label={t("sources.remove", { number: one.number })} onClick={() => void remove(one.number)} />
              )
            }
          >
            {one.url ? <Link {...place(one.url)}>{t("sources.page", { page: one.page })}</Link> : <span>{t("sources.gone")}</span>}
            {!cited && one.sections.length === 0 && <span>{t("sources.unused")}</span>}
          </Numbered>
        ))}
      </ol>
    </section>
  );
}
