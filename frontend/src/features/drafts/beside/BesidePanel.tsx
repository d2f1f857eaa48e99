import { useQuery } from "@tanstack/react-query";
import { Tabs } from "@/ui/Tabs";
import { besides, type Beside } from "../address";
import { commentsQuery, tasksQuery } from "../queries";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import css from "./Beside.module.css";
import { Comments } from "./Comments";
import { Precedents } from "./Precedents";
import { Tasks } from "./Tasks";
import { Versions } from "./Versions";

export interface BesidePanelProps {
  draft: Draft;
  section: Section;
  beside: Beside;
  onBeside: (beside: Beside) => void;
  /** Puts a citation into the text; absent for who only reads. */
  onCite?: (mark: string) => void;
  /** What of the text is marked. */
  chosen: () => string;
  onSection: (id: string) => void;
}

/** What stands beside the text: what neighbours wrote, what is said about it, what is to be done, what was there before. */
export function BesidePanel({ draft, section, beside, onBeside, onCite, chosen, onSection }: BesidePanelProps) {
  const t = useText();
  const comments = useQuery(commentsQuery(draft.id)).data?.filter((one) => one.section_id === section.id && !one.resolved_at).length;
  const tasks = useQuery(tasksQuery(draft.id)).data?.filter((one) => one.section_id === section.id && !one.done_at).length;
  const counts = { precedents: undefined, comments: comments || undefined, tasks: tasks || undefined, versions: undefined };
  const contents = {
    precedents: <Precedents draft={draft} section={section} onCite={onCite} />,
    comments: <Comments draft={draft} section={section} chosen={chosen} onSection={onSection} />,
    tasks: <Tasks draft={draft} section={section} onSection={onSection} />,
    versions: <Versions draft={draft} section={section} />,
  };
  return (
    <div className={css.panel}>
      <Tabs
        label={t("beside")}
        value={beside}
        onChange={(value) => onBeside(besides.find((one) => one === value) ?? "precedents")}
        tabs={besides.map((value) => ({ value, label: t(`beside.${value}`), count: counts[value], content: contents[value] }))}
      />
    </div>
  );
}
