import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { formatDate } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Difference } from "@/ui/Difference";
import { Field } from "@/ui/Field";
import { Pending } from "@/ui/Pending";
import { Refusal } from "@/ui/Refusal";
import { Select } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { diffQuery, etagOf, keepSection } from "../queries";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import css from "./Beside.module.css";

export interface VersionDialogProps {
  draft: Draft;
  section: Section;
  entries: Schemas["VersionEntry"][];
  /** The version that was pressed: it is shown against the one before it. */
  first: number;
  onClose: () => void;
}

/** What has changed between any two texts of a section, and bringing one of them back. */
export function VersionDialog({ draft, section, entries, first, onClose }: VersionDialogProps) {
  const t = useText();
  const client = useQueryClient();
  const at = entries.findIndex((one) => one.version === first);
  const [after, setAfter] = useState(first);
  const [before, setBefore] = useState(entries[at + 1]?.version ?? first);
  const query = useQuery(diffQuery(draft.id, section.id, before, after));
  const restore = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}/versions/{version}/restore", {
          params: { path: { draft_id: draft.id, section_id: section.id, version: after } },
          headers: { "If-Match": etagOf(section) },
        }),
      ),
    onSuccess: (saved) => {
      keepSection(client, draft.id, saved);
      toast.done(t("versions.restore.done"));
      onClose();
    },
  });
  const options = entries.map((one) => ({
    value: String(one.version),
    label: `${formatDate(one.written_at, { dateStyle: "medium", timeStyle: "short" })} · ${one.person?.name ?? t("somebody")}`,
  }));
  const diff = query.data;
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={t("versions.title", { title: section.title })}
      actions={
        draft.rights.write &&
        after !== section.version && (
          <Button icon={RotateCcw} busy={restore.isPending} onClick={() => restore.mutate()}>
            {t("versions.restore")}
          </Button>
        )
      }
    >
      <div className={css.bar}>
        <Field label={t("versions.before")}>
          <Select value={String(before)} options={options} onChange={(value) => setBefore(Number(value))} />
        </Field>
        <Field label={t("versions.after")}>
          <Select value={String(after)} options={options} onChange={(value) => setAfter(Number(value))} />
        </Field>
      </div>
      <Refusal error={restore.error} />
      <Pending query={query} compact lines={6} />
      {diff && (
        <>
          <p className={css.line} role="status">
            {diff.added + diff.removed === 0 ? t("versions.same") : t("versions.counted", { added: diff.added, removed: diff.removed })}
          </p>
          {diff.title_before !== diff.title_after && <p>{t("versions.renamed", { before: diff.title_before, after: diff.title_after })}</p>}
          <Difference changes={diff.pieces.map(({ op, text }) => ({ kind: op, text }))} />
        </>
      )}
    </Dialog>
  );
}
