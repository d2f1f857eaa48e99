import { useQuery } from "@tanstack/react-query";
import { FileDown, Snowflake } from "lucide-react";
import type { Schemas } from "@/api/types";
import { formatDate } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Difference } from "@/ui/Difference";
import { Pending } from "@/ui/Pending";
import { Prose } from "@/ui/Prose";
import { Tabs } from "@/ui/Tabs";
import { cx } from "@/ui/cx";
import { frozenQuery, sinceQuery } from "../queries";
import { useText } from "../text";
import type { Draft } from "../types";
import { Numbered } from "./Numbered";
import css from "./Read.module.css";
import { worded } from "./worded";

export interface FrozenProps {
  draft: Draft;
  number: number;
  /** What has changed since is shown. */
  since?: true;
  onSince: (since: true | undefined) => void;
}

/** A text as it was frozen: to be read, to be taken along, and against what the draft says now. */
export function Frozen({ draft, number, since, onSince }: FrozenProps) {
  const t = useText();
  const query = useQuery(frozenQuery(draft.id, number));
  const found = query.data;
  if (!found) return <Pending query={query} lines={16} />;
  const take = () => window.location.assign(`/api/v1/strategies/drafts/${draft.id}/export?format=docx&snapshot=${number}`);
  return (
    <div className={css.frozen}>
      <Banner icon={Snowflake} action={draft.rights.export && <Button size="small" icon={FileDown} onClick={take}>{t("export.docx")}</Button>}>
        <p>
          {t("snapshot.says", {
            number,
            phase: t(`phase.${found.phase}`),
            date: formatDate(found.taken_at, { dateStyle: "long", timeStyle: "short" }),
            person: found.taken_by?.name ?? t("somebody"),
          })}
        </p>
        <p className={css.hash}>{t("snapshot.hash", { hash: found.sha256 })}</p>
      </Banner>
      <Tabs
        label={t("snapshot.views")}
        value={since ? "since" : "text"}
        onChange={(value) => onSince(value === "since" ? true : undefined)}
        tabs={[
          { value: "text", label: t("snapshot.text"), content: <Text draft={draft} found={found} /> },
          { value: "since", label: t("snapshot.since"), content: <Since draft={draft} number={number} /> },
        ]}
      />
    </div>
  );
}

function Text({ draft, found }: { draft: Draft; found: Schemas["SnapshotRead"] }) {
  const t = useText();
  return (
    <article className={css.paper} aria-label={found.title}>
      {worded(found.sections).map((one) => (
        <section key={one.id} lang={draft.language}>
          <h2 className={cx(one.level > 1 && css.below)}>{one.title}</h2>
          {one.html !== "" && <Prose html={one.html} lang={draft.language} />}
        </section>
      ))}
      {found.sources.length > 0 && (
        <section className={css.sources} aria-label={t("sources")}>
          <h2>{t("sources")}</h2>
          <ol>
            {found.sources.map((one) => (
              <Numbered key={one.number} number={one.number} citation={one.citation} quote={one.quote}>
                {one.address && <a href={one.address} target="_blank" rel="noreferrer noopener">{t("sources.page", { page: one.page })}</a>}
              </Numbered>
            ))}
          </ol>
        </section>
      )}
    </article>
  );
}

function Since({ draft, number }: { draft: Draft; number: number }) {
  const t = useText();
  const query = useQuery(sinceQuery(draft.id, number));
  if (!query.data) return <Pending query={query} lines={8} />;
  const { sections } = query.data;
  return (
    <article className={css.paper} aria-label={t("snapshot.since")}>
      <p className={css.counted} role="status">{t("snapshot.counted", { count: sections.length })}</p>
      {sections.map((one) => (
        <section key={one.section_id} lang={draft.language}>
          <h2>{one.title_after ?? one.title_before}</h2>
          {one.title_before !== null && one.title_after !== null && one.title_before !== one.title_after && (
            <p>{t("versions.renamed", { before: one.title_before, after: one.title_after })}</p>
          )}
          {(one.title_before === null || one.title_after === null) && <p>{t(one.title_after === null ? "snapshot.gone" : "snapshot.new")}</p>}
          <Difference changes={one.pieces.map(({ op, text }) => ({ kind: op, text }))} />
        </section>
      ))}
    </article>
  );
}
