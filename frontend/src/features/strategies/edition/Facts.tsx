import type { Schemas } from "@/api/types";
import { languageName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { DescriptionList } from "@/ui/DescriptionList";
import { Time } from "@/ui/Time";
import { partialDate, period } from "../dates";
import { usePlaceName } from "../queries";
import { useText } from "../text";
import type { Edition } from "../vocabulary";
import css from "./Edition.module.css";

type Link = Schemas["LinkRead"];

const works = ["found", "moved", "refused"];

/** An address, and what asking for it last came to. */
function Address({ url, seen }: { url: string; seen: Link | undefined }) {
  const t = useText();
  if (url === "") return null;
  return (
    <span className={css.address}>
      <a href={url} rel="noreferrer noopener" target="_blank">{url}</a>
      {seen && (
        <span className={css.seen}>
          <Badge tone={works.includes(seen.outcome) ? "neutral" : "warn"}>{t(`link.${seen.outcome}`)}</Badge> {t("link.checked")} <Time at={seen.checked_at} />
        </span>
      )}
      {seen?.moved_to && <a href={seen.moved_to} rel="noreferrer noopener" target="_blank">{seen.moved_to}</a>}
    </span>
  );
}

export function Facts({ edition }: { edition: Edition }) {
  const t = useText();
  const nameOf = usePlaceName();
  const seen = (field: Link["field"]) => edition.links.find((one) => one.field === field);
  return (
    <DescriptionList
      items={[
        { term: t("field.place"), value: nameOf(edition.place) },
        { term: t("field.adopted"), value: partialDate(edition.adopted) || t("unknown") },
        { term: t("field.period"), value: period(edition.period_start, edition.period_end) },
        { term: t("field.language"), value: languageName(edition.language) },
        { term: t("field.issuing_body"), value: edition.issuing_body },
        { term: t("field.document_url"), value: edition.document_url ? <Address url={edition.document_url} seen={seen("document_url")} /> : t("unknown") },
        { term: t("field.source_url"), value: edition.source_url && <Address url={edition.source_url} seen={seen("source_url")} /> },
        { term: t("field.confidence"), value: t(`confidence.${edition.confidence}`) },
        { term: t("field.note"), value: edition.note && <span className={css.note}>{edition.note}</span> },
        { term: t("field.last_checked"), value: edition.last_checked && partialDate(edition.last_checked) },
      ]}
    />
  );
}
