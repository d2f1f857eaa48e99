import { Lock } from "lucide-react";
import type { RefObject } from "react";
import { Banner } from "@/ui/Banner";
import { Prose } from "@/ui/Prose";
import { Time } from "@/ui/Time";
import { Sources } from "../read/Sources";
import { useText } from "../text";
import type { Draft, Outlined, Section } from "../types";
import { Editor } from "./Editor";
import { SectionMenu } from "./SectionMenu";
import type { Writing } from "./useWriting";
import css from "./Write.module.css";

export interface SectionViewProps {
  draft: Draft;
  outlined: Outlined;
  section: Section;
  writing: Writing;
  area: RefObject<HTMLTextAreaElement | null>;
  onSection: (id: string | undefined) => void;
}

/** The section that is open: to be written by who may, else to be read; and the way to the ones around it. */
export function SectionView({ draft, outlined, section, writing, area, onSection }: SectionViewProps) {
  const t = useText();
  const at = draft.outline.findIndex((one) => one.id === section.id);
  const [before, after] = [draft.outline[at - 1], draft.outline[at + 1]];
  const unsaved = writing.standing !== "saved";
  return (
    <article aria-label={section.title}>
      <div className={css.head}>
        <p className={css.about}>
          {outlined.element && <span>{t("section.of", { element: outlined.element })}</span>}
          {section.edited_by && section.version > 1 && (
            <span>
              {section.edited_by.name} · <Time at={section.edited_at} />
            </span>
          )}
        </p>
        {draft.rights.write && <SectionMenu draft={draft} section={section} onSection={onSection} />}
      </div>
      {draft.frozen && draft.archived_at === null && (
        <Banner icon={Lock}>
          <p>{t("frozen", { phase: t(`phase.${draft.phase}`) })}</p>
        </Banner>
      )}
      {draft.rights.write ? (
        <Editor draft={draft} section={section} writing={writing} area={area} />
      ) : (
        <>
          {unsaved && (
            <Banner tone="warn" live>
              <p>{t("frozen.kept")}</p>
              <pre className={css.kept}>{writing.body}</pre>
            </Banner>
          )}
          <div className={css.read}>
            <h2 lang={draft.language}>{section.title}</h2>
            {section.html ? <Prose html={section.html} lang={draft.language} /> : <p className={css.nothing}>{t("section.empty")}</p>}
          </div>
        </>
      )}
      <Sources draft={draft} cited={section.cites} />
      <nav className={css.turn} aria-label={t("section.turn")}>
        {before && (
          <button type="button" onClick={() => onSection(before.id)}>
            ← {before.title}
          </button>
        )}
        {after && (
          <button type="button" className={css.next} onClick={() => onSection(after.id)}>
            {after.title} →
          </button>
        )}
      </nav>
    </article>
  );
}
