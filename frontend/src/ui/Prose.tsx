import { cx } from "./cx";
import css from "./Prose.module.css";

/** HTML that the server rendered from Markdown and sanitised (nh3). Nothing else may be put here. */
export function Prose({ html, className, lang }: { html: string; className?: string; lang?: string }) {
  return <div className={cx(css.prose, className)} lang={lang} dangerouslySetInnerHTML={{ __html: html }} />;
}
