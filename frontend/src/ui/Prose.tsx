import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { cx } from "./cx";
import { pageOf } from "./links";
import css from "./Prose.module.css";

export interface ProseProps {
  /** HTML that the server rendered from Markdown and sanitised. Nothing else may be put here. */
  html: string;
  className?: string;
  /** The language of the text, where it is known. */
  lang?: string;
}

/** A rendered text. Its mentions lead to their pages; links inside Atalaya do not reload it, others open a tab. */
export function Prose({ html, className, lang }: ProseProps) {
  const router = useRouter({ warn: false });
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    for (const mention of element.querySelectorAll<HTMLAnchorElement>("a[data-mention]")) {
      const page = pageOf(mention.dataset.mention ?? "", mention.dataset.id ?? "");
      if (page) mention.href = page;
    }
    // A long line of code scrolls sideways: the keyboard must reach it.
    for (const block of element.querySelectorAll("pre")) block.tabIndex = 0;
    const listeners = new AbortController();
    for (const link of element.querySelectorAll<HTMLAnchorElement>("a[href]")) {
      if (link.origin !== window.location.origin) {
        link.target = "_blank";
        link.rel = "noreferrer noopener";
      } else if (router && !link.pathname.startsWith("/api/") && link.getAttribute("href")?.startsWith("/")) {
        const follow = (event: MouseEvent) => {
          if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          void router.navigate({ to: link.pathname + link.search + link.hash });
        };
        link.addEventListener("click", follow, { signal: listeners.signal });
      }
    }
    return () => listeners.abort();
  }, [html, router]);
  return <div ref={ref} className={cx(css.prose, className)} lang={lang} dangerouslySetInnerHTML={{ __html: html }} />;
}
