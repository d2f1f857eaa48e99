import { Languages, Undo2 } from "lucide-react";
import { Button } from "@/ui/Button";
import { useText } from "../text";
import css from "./Finding.module.css";
import { useFacetName } from "./names";
import { asTyped, type Seen, type Wanted, type WordSeen } from "./wanted";

export interface MeantProps {
  concepts: Seen[];
  words: WordSeen[];
  wanted: Wanted;
  change: (patch: Wanted) => void;
}

/** Says which concepts were understood and what is searched for besides, and lets each be mere words. */
export function Meant({ concepts, words, wanted, change }: MeantProps) {
  const t = useText();
  const nameOf = useFacetName();
  const without = wanted.without ?? [];
  if (concepts.length === 0 && words.length === 0 && without.length === 0) return null;
  const off = (concept: string) => change({ without: [...without, concept] });
  const on = (concept: string) => {
    const rest = without.filter((one) => one !== concept);
    change({ without: rest.length > 0 ? rest : undefined });
  };
  return (
    <ul className={css.meant} aria-label={t("meant")}>
      {concepts.map((one) => (
        <li key={`${one.start} ${one.concept}`}>
          <Languages size={16} aria-hidden />
          <span className={css.why}>
            {one.how === "misspelt" && <span className={css.note}>{t("meant.misspelt")} </span>}
            <strong lang={one.term.language}>{one.term.text}</strong>
            {one.beside.length > 0 && <span aria-hidden> → </span>}
            {one.beside.map((term, index) => (
              <span key={term.language} lang={term.language}>
                {index > 0 && ", "}
                {term.text}
              </span>
            ))}
            {one.narrower.length > 0 && <span className={css.note}> {t("meant.narrower", { concepts: one.narrower.join(", ") })}</span>}
          </span>
          <Button size="small" variant="quiet" onClick={() => off(one.concept)} aria-label={t("meant.off.of", { term: one.term.text })}>
            {t("meant.off")}
          </Button>
        </li>
      ))}
      {words.length > 0 && (
        <li>
          <Languages size={16} aria-hidden />
          <span className={css.why}>
            {concepts.length > 0 && <span className={css.note}>{t("meant.words")} </span>}
            {words.map((one, index) => (
              <span key={one.term.text}>
                {index > 0 && " · "}
                <strong lang={one.term.language}>{one.term.text}</strong>
                <span aria-hidden> → </span>
                {one.beside.map((term, place) => (
                  <span key={term.language} lang={term.language}>
                    {place > 0 && ", "}
                    {term.text}
                  </span>
                ))}
              </span>
            ))}
          </span>
          <Button size="small" variant="quiet" onClick={() => off(asTyped)} aria-label={t("meant.off.of", { term: words.map((one) => one.term.text).join(", ") })}>
            {t("meant.off")}
          </Button>
        </li>
      )}
      {without.map((concept) => (
        <li key={concept}>
          <span className={css.why}>{concept === asTyped ? t("meant.words.without") : t("meant.without", { term: nameOf("concept", concept) })}</span>
          <Button size="small" variant="quiet" icon={Undo2} onClick={() => on(concept)}>
            {t("meant.on")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
