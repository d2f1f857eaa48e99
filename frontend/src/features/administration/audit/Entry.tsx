import { Link } from "@tanstack/react-router";
import type { Schemas } from "@/api/types";
import { Button } from "@/ui/Button";
import { CodeBlock } from "@/ui/CodeBlock";
import { DescriptionList } from "@/ui/DescriptionList";
import { Dialog } from "@/ui/Dialog";
import { Time } from "@/ui/Time";
import css from "../Administration.module.css";
import { useText } from "../text";
import type { AuditFilters } from "./filters";

export interface EntryProps {
  entry: Schemas["AuditRead"];
  onClose: () => void;
  onFilter: (filters: AuditFilters) => void;
}

/** Where the application shows objects of a kind. */
const pages: Record<string, string> = {
  organisation: "/directory/organisations/", person: "/directory/people/", group: "/directory/groups/", topic: "/forum/topics/",
  channel: "/chat/", application: "/directory/applications/", contact_test: "/administration/tests/",
};

/** All that the log keeps of one act, and ways on from it: to the object, to the person, to all acts on either. */
export function Entry({ entry, onClose, onFilter }: EntryProps) {
  const t = useText();
  const { actor, object_type, object_id, detail } = entry;
  const page = pages[object_type];
  return (
    <Dialog
      open
      onClose={onClose}
      title={entry.act}
      variant="side"
      actions={
        <>
          {actor && <Button size="small" onClick={() => onFilter({ person: actor.id, name: actor.name })}>{t("audit.by", { name: actor.name })}</Button>}
          {object_id && <Button size="small" onClick={() => onFilter({ type: object_type, object: object_id })}>{t("audit.on")}</Button>}
        </>
      }
    >
      <DescriptionList
        items={[
          { term: t("audit.when"), value: <Time at={entry.at} show="full" /> },
          { term: t("audit.who"), value: actor ? <Link to={`/directory/people/${actor.id}`}>{actor.name}</Link> : t("audit.system") },
          {
            term: t("audit.object"),
            value: object_id && <>{object_type} {page ? <Link to={page + object_id} className={css.key}><code>{object_id}</code></Link> : <code className={css.key}>{object_id}</code>}</>,
          },
          { term: t("audit.request"), value: entry.request_id && <code className={css.key}>{entry.request_id}</code> },
          { term: t("audit.place"), value: t("audit.place.value", { chain: entry.chain, seq: entry.seq }) },
        ]}
      />
      {Object.keys(detail).length > 0 && (
        <div className={css.below}>
          <CodeBlock label={t("audit.detail")} code={JSON.stringify(detail, null, 2)} wrap />
        </div>
      )}
    </Dialog>
  );
}
