import { Link } from "@tanstack/react-router";
import { languageName } from "@/i18n";
import { place as placeOf } from "@/ui/place";
import { Pieces } from "@/ui/Pieces";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import css from "./Finding.module.css";
import type { FoundDocument as Shown } from "./wanted";

export interface FoundDocumentProps {
  found: Shown;
  /** Shows all passages found in this document. */
  onAll: () => void;
}

/** A document, and the best passages in it: each leads to its page. */
export function FoundDocument({ found, onAll }: FoundDocumentProps) {
  const t = useText();
  const nameOf = usePlaceName();
  return (
    <article className={css.document}>
      <header className={css.about}>
        <h2 className={css.title} lang={found.language || undefined}>
          {found.title}
        </h2>
        <p className={css.facts}>
          <span>{nameOf(found.place)}</span>
          {found.year && <span>{found.year}</span>}
          {found.language && <span>{languageName(found.language)}</span>}
        </p>
      </header>
      <ol className={css.passages}>
        {found.passages.map((one) => (
          <li key={one.id} className={css.passage}>
            <Link {...placeOf(one.url)} className={css.link}>
              <span className={css.page}>{t("page.short", { page: one.page })}</span>
              {one.heading.length > 0 && (
                <span className={css.heading} lang={one.language || undefined}>
                  <Pieces pieces={one.heading} />
                </span>
              )}
            </Link>
            <p className={css.excerpt} lang={one.language || undefined}>
              <Pieces pieces={one.excerpt} />
            </p>
          </li>
        ))}
      </ol>
      {found.more > 0 && (
        <button type="button" className={css.more} onClick={onAll}>
          {t("found.more", { count: found.more })}
        </button>
      )}
    </article>
  );
}
