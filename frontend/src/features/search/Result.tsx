import { Link } from "@tanstack/react-router";
import { place } from "@/ui/place";
import { TlpLabel } from "@/ui/TlpLabel";
import { Pieces } from "@/ui/Pieces";
import css from "./Search.module.css";
import { iconOf, isKind, plain, type Found } from "./search";
import { useText } from "./text";

/** What is known by a name: its text is what it was indexed under, worth showing only where that is why it was found. */
const named = ["organisation", "person", "group"];

/** One thing found: its label first, then what it is called, what it says and where it belongs. */
export function Result({ found }: { found: Found }) {
  const t = useText();
  const Icon = iconOf(found.kind);
  const kind = isKind(found.kind) ? t(`one.${found.kind}`) : t("one.other");
  const excerpt = named.includes(found.kind) && !found.excerpt.some((piece) => piece.hit) ? [] : found.excerpt;
  const subtitle = found.subtitle !== plain(excerpt) && found.subtitle;
  return (
    <article className={css.result}>
      <Icon size={20} aria-hidden />
      <div className={css.words}>
        <p className={css.facts}>
          {found.label && <TlpLabel label={found.label} size="small" />}
          <span>{kind}</span>
          {subtitle && <span>{subtitle}</span>}
        </p>
        <h2 className={css.title}>
          <Link {...place(found.url)} className={css.link}>
            <Pieces pieces={found.title} />
          </Link>
        </h2>
        {excerpt.length > 0 && (
          <p className={css.excerpt}>
            <Pieces pieces={excerpt} />
          </p>
        )}
      </div>
    </article>
  );
}
