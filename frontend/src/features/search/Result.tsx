import { Link } from "@tanstack/react-router";
import { TlpLabel } from "@/ui/TlpLabel";
import { Pieces } from "./Pieces";
import css from "./Search.module.css";
import { iconOf, isKind, type Found } from "./search";
import { useText } from "./text";

/** One thing found: its label first, then what it is called, what it says and where it belongs. */
export function Result({ found }: { found: Found }) {
  const t = useText();
  const Icon = iconOf(found.kind);
  const kind = isKind(found.kind) ? t(`command.kind.${found.kind}`) : t("command.kind.other");
  return (
    <article className={css.result}>
      <Icon size={20} aria-hidden />
      <div className={css.words}>
        <p className={css.facts}>
          {found.label && <TlpLabel label={found.label} size="small" />}
          <span>{kind}</span>
          {found.subtitle && <span>{found.subtitle}</span>}
        </p>
        <h2 className={css.title}>
          <Link to={found.url} className={css.link}>
            <Pieces pieces={found.title} />
          </Link>
        </h2>
        {found.excerpt.length > 0 && (
          <p className={css.excerpt}>
            <Pieces pieces={found.excerpt} />
          </p>
        )}
      </div>
    </article>
  );
}
