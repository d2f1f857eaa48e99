import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge } from "@/ui/Badge";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Pending } from "@/ui/Pending";
import { Select } from "@/ui/TextInput";
import { areasOf, markOf, totals } from "../coverage";
import { coverageQuery } from "../queries";
import { useText } from "../text";
import { vocabularies, type Draft, type Element } from "../types";
import css from "./Head.module.css";

export interface CoverageDialogProps {
  draft: Draft;
  onSection: (id: string) => void;
  onClose: () => void;
}

const tones = { covered: "good", thin: "warn", missing: "neutral" } as const;

/** What the draft covers of a guide, area by area, and which sections say it. */
export function CoverageDialog({ draft, onSection, onClose }: CoverageDialogProps) {
  const t = useText();
  const [vocabulary, setVocabulary] = useState(draft.vocabulary);
  const query = useQuery(coverageQuery(draft.id, vocabulary, t.locale));
  const areas = query.data ? areasOf(query.data) : [];
  const { covered, all } = totals(areas);
  /** Where an element is spoken of, or where it is to be written. */
  const sectionOf = (element: Element) =>
    draft.outline.find((one) => element.sections.includes(one.id)) ?? draft.outline.find((one) => vocabulary === draft.vocabulary && one.element === element.code);
  return (
    <Dialog open onClose={onClose} size="large" title={t("coverage.title")}>
      <Field label={t("coverage.vocabulary")} hint={t("coverage.hint")}>
        <Select value={vocabulary} options={vocabularies.map((value) => ({ value, label: t(`vocabulary.${value}`) }))} onChange={setVocabulary} />
      </Field>
      <Pending query={query} lines={10} />
      {query.data && (
        <div aria-busy={query.isPlaceholderData}>
          <p className={css.share} role="status">
            {t("coverage.share", { covered, all, share: all > 0 ? covered / all : 0 })}
          </p>
          {areas.map(({ area, elements, covered: some }) => (
            <section key={area.code} className={css.area}>
              <h3>
                <span>
                  {area.code} {area.label}
                </span>
                {elements.length > 0 && <span className={css.of}>{t("coverage.of", { covered: some, all: elements.length })}</span>}
              </h3>
              <ul>
                {(elements.length > 0 ? elements : [area]).map((element) => {
                  const mark = markOf(element);
                  const section = sectionOf(element);
                  const name = elements.length > 0 ? `${element.code} ${element.label}` : t("coverage.itself");
                  return (
                    <li key={element.code}>
                      {section ? (
                        <button type="button" onClick={() => onSection(section.id)}>
                          {name}
                        </button>
                      ) : (
                        <span>{name}</span>
                      )}
                      <Badge tone={tones[mark]}>{t(`mark.${mark}`)}</Badge>
                    </li>
                  );
                })}
              </ul>
            </section>
          ))}
        </div>
      )}
    </Dialog>
  );
}
