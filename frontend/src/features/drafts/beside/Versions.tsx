import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Time } from "@/ui/Time";
import { versionsQuery } from "../queries";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import css from "./Beside.module.css";
import { VersionDialog } from "./VersionDialog";

/** Every text of this section that was saved, the newest first; what one person wrote at a stretch is one line. */
export function Versions({ draft, section }: { draft: Draft; section: Section }) {
  const t = useText();
  const query = useQuery(versionsQuery(draft.id, section.id));
  const [open, setOpen] = useState<number | null>(null);
  const entries = query.data ?? [];
  if (!query.data) return <Pending query={query} compact />;
  if (entries.length < 2) {
    return (
      <EmptyState icon={History} title={t("versions.none")}>
        {t("versions.none.detail")}
      </EmptyState>
    );
  }
  return (
    <div className={css.stack}>
      <ul className={css.versions}>
        {entries.map((one) => (
          <li key={one.version}>
            <button type="button" className={css.version} onClick={() => setOpen(one.version)}>
              <strong>
                <Time at={one.written_at} show="full" />
              </strong>
              <span>
                {one.person?.name ?? t("somebody")} · {t("versions.characters", { count: one.characters })}
                {one.restored !== null && ` · ${t("versions.restored", { version: one.restored })}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open !== null && <VersionDialog draft={draft} section={section} entries={entries} first={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
