import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useText } from "../text";
import { LoadMore } from "@/ui/LoadMore";
import { Pending } from "@/ui/Pending";
import { Pieces } from "@/ui/Pieces";
import { place as placeOf } from "@/ui/place";
import { EmptyState } from "@/ui/States";
import { Concepts } from "../judging/Concepts";
import css from "./Passages.module.css";
import { countingQuery, type About } from "./wanted";

/** The passages that count for an element or a concept, each leading to its page. */
export function Passages({ about }: { about: About }) {
  const t = useText();
  const query = useInfiniteQuery(countingQuery(about, t.locale));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Pending query={query} lines={8} compact />
      {query.data && items.length === 0 && <EmptyState icon={SearchX} title={t("passages.none")}>{t("passages.none.detail")}</EmptyState>}
      <ol className={css.passages} aria-label={t("passages")}>
        {items.map((one) => (
          <li key={one.id}>
            <Link {...placeOf(one.url)} className={css.link}>
              <span className={css.page}>{t("page.short", { page: one.page })}</span>
              <span lang={one.language || undefined}>{one.path.split(" › ").at(-1)}</span>
            </Link>
            <p className={css.excerpt} lang={one.language || undefined}>
              <Pieces pieces={one.excerpt} />
            </p>
            <Concepts passage={one.id} concepts={one.concepts} />
          </li>
        ))}
      </ol>
      <LoadMore query={query} />
    </>
  );
}
