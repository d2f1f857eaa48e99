import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { Pending } from "@/ui/Pending";
import { insert } from "@/ui/composer/markdown";
import type { Beside } from "../address";
import { BesidePanel } from "../beside/BesidePanel";
import { sectionQuery } from "../queries";
import type { Draft, Outlined, Section } from "../types";
import { SectionView } from "../write/SectionView";
import { citedAt } from "../write/saving";
import { useWriting } from "../write/useWriting";
import css from "./Page.module.css";

export interface DeskProps {
  draft: Draft;
  outlined: Outlined;
  beside: Beside;
  onBeside: (beside: Beside) => void;
  onSection: (id: string | undefined) => void;
  /** Something was put into the text from beside it. */
  onWritten: () => void;
}

/** The section that is written, and what stands beside it. */
export function Desk(props: DeskProps) {
  const query = useQuery(sectionQuery(props.draft.id, props.outlined.id));
  if (query.data) return <Loaded {...props} section={query.data} />;
  return (
    <div className={css.textZone}>
      <Pending query={query} lines={8} />
    </div>
  );
}

function Loaded({ draft, outlined, section, beside, onBeside, onSection, onWritten }: DeskProps & { section: Section }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(draft, section, draft.rights.write);
  /** Puts a citation where the caret is, or at the end of what was written. */
  const put = (mark: string) => {
    const field = area.current;
    const text = writing.now();
    const touched = field && (field.selectionStart > 0 || document.activeElement === field);
    const at = citedAt(text, touched ? field.selectionEnd : text.trimEnd().length);
    if (field && field.offsetParent !== null) {
      field.setSelectionRange(at, at);
      insert(field, mark);
    } else {
      // Not on the screen, as on a phone: the text changes where the caret was left.
      writing.write({ body: text.slice(0, at) + mark + text.slice(at) });
    }
    onWritten();
  };
  const chosen = () => {
    const field = area.current;
    return field ? field.value.slice(field.selectionStart, field.selectionEnd).trim().slice(0, 2000) : "";
  };
  return (
    <>
      <div className={css.textZone}>
        <SectionView draft={draft} outlined={outlined} section={section} writing={writing} area={area} onSection={onSection} />
      </div>
      <div className={css.besideZone}>
        <BesidePanel draft={draft} section={section} beside={beside} onBeside={onBeside} onCite={draft.rights.write ? put : undefined} chosen={chosen} onSection={onSection} />
      </div>
    </>
  );
}
