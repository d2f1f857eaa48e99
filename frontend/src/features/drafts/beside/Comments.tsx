import { useQuery } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import { commentsQuery } from "../queries";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import css from "./Beside.module.css";
import { CommentBox } from "./CommentBox";
import { Thread } from "./Thread";

export interface CommentsProps {
  draft: Draft;
  section: Section;
  chosen: () => string;
  onSection: (id: string) => void;
}

const scopes = ["section", "whole", "all"] as const;

/** What is said about this section, about the draft as a whole, or about all of it. */
export function Comments({ draft, section, chosen, onSection }: CommentsProps) {
  const t = useText();
  const [scope, setScope] = useState<(typeof scopes)[number]>("section");
  const [resolved, setResolved] = useState(false);
  const query = useQuery(commentsQuery(draft.id));
  const within = query.data?.filter((one) => scope === "all" || one.section_id === (scope === "section" ? section.id : null)) ?? [];
  const shown = within.filter((one) => resolved || !one.resolved_at);
  const settled = within.length - within.filter((one) => !one.resolved_at).length;
  return (
    <div className={css.stack}>
      <Select
        aria-label={t("comments.scope")}
        value={scope}
        options={scopes.map((value) => ({ value, label: t(`comments.scope.${value}`) }))}
        onChange={(value) => setScope(scopes.find((one) => one === value) ?? "section")}
      />
      <Pending query={query} compact />
      {query.data && shown.length === 0 && (
        <EmptyState icon={MessageSquare} title={t("comments.none")}>
          {t("comments.none.detail")}
        </EmptyState>
      )}
      <ul className={css.cards}>
        {shown.map((one) => (
          <Thread key={one.id} draft={draft} comment={one} onSection={scope === "all" ? onSection : undefined} />
        ))}
      </ul>
      {settled > 0 && (
        <div>
          <Button size="small" variant="quiet" aria-pressed={resolved} onClick={() => setResolved(!resolved)}>
            {t("comments.resolved", { count: settled })}
          </Button>
        </div>
      )}
      {draft.rights.comment && scope !== "all" && (
        <CommentBox key={scope} draft={draft} section={scope === "section" ? section.id : null} chosen={scope === "section" ? chosen : undefined} />
      )}
    </div>
  );
}
