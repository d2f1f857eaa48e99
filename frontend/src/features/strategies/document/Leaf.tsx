import { useQuery } from "@tanstack/react-query";
import { ScanText } from "lucide-react";
import { useEffect, useRef } from "react";
import { Banner } from "@/ui/Banner";
import { cx } from "@/ui/cx";
import { ErrorState, Skeleton } from "@/ui/States";
import { Concepts, useCurates } from "../judging/Concepts";
import { useText } from "../text";
import css from "./Document.module.css";
import { flowed } from "./flow";
import { conceptsQuery, pageQuery } from "./queries";

/** The text of one page, passage by passage; the one that was asked for is marked and in view. Curators judge here. */
export function Leaf({ id, number, passage }: { id: string; number: number; passage?: number }) {
  const t = useText();
  const query = useQuery(pageQuery(id, number));
  const curates = useCurates();
  const concepts = useQuery({ ...conceptsQuery(id, number, t.locale), enabled: curates }).data ?? [];
  const marked = useRef<HTMLDivElement>(null);
  const page = query.data;
  const here = page?.number === number;
  useEffect(() => {
    if (here) marked.current?.scrollIntoView({ block: "center" });
  }, [here, number, passage]);
  if (query.isError && !page) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!page) return <Skeleton lines={12} />;
  // Offsets are counted in characters, as the server does, and not in UTF-16 units.
  const characters = Array.from(page.text);
  return (
    <article className={css.leaf} aria-label={t("page.number", { page: page.number })} aria-busy={!here}>
      {page.needs_ocr && <Banner tone="warn" icon={ScanText}>{t("page.needs_ocr")}</Banner>}
      {page.source === "ocr" && <Banner icon={ScanText}>{t("page.recognised")}</Banner>}
      {page.passages.map((one) => (
        <div
          key={one.id}
          ref={one.ordinal === passage ? marked : undefined}
          className={cx(css.passage, one.ordinal === passage && css.marked)}
          aria-current={one.ordinal === passage || undefined}
          lang={one.language || undefined}
        >
          {flowed(characters.slice(one.start, one.end).join("")).map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
          <Concepts passage={one.id} concepts={concepts.find((each) => each.passage_id === one.id)?.concepts ?? []} />
        </div>
      ))}
      {page.passages.length === 0 && page.text !== "" && <p className={css.passage}>{page.text}</p>}
      {page.text === "" && !page.needs_ocr && <p className={css.blank}>{t("page.blank")}</p>}
    </article>
  );
}
