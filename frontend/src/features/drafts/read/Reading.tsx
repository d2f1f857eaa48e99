import { useQuery } from "@tanstack/react-query";
import { BookOpen } from "lucide-react";
import { Pending } from "@/ui/Pending";
import { Prose } from "@/ui/Prose";
import { EmptyState } from "@/ui/States";
import { cx } from "@/ui/cx";
import { textQuery } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";
import css from "./Read.module.css";
import { Sources } from "./Sources";
import { worded } from "./worded";

/** The whole draft as one text, with its sources at the end. */
export function Reading({ draft }: { draft: Draft }) {
  const t = useText();
  const query = useQuery(textQuery(draft.id));
  const sections = worded(query.data?.sections ?? []);
  return (
    <article className={css.paper} aria-label={draft.title}>
      <Pending query={query} lines={16} />
      {query.data && sections.length === 0 && (
        <EmptyState icon={BookOpen} title={t("read.nothing")}>
          {t("read.nothing.detail")}
        </EmptyState>
      )}
      {sections.map((one) => (
        <section key={one.id} lang={draft.language}>
          <h2 className={cx(one.level > 1 && css.below)}>{one.title}</h2>
          {one.html !== "" && <Prose html={one.html} lang={draft.language} />}
        </section>
      ))}
      <Sources draft={draft} />
    </article>
  );
}
