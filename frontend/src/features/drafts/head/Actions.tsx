import { Archive, Ellipsis, FileDown, GraduationCap, PenLine, Users } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { useSettingAside } from "../aside/useSettingAside";
import { useText } from "../text";
import type { Draft } from "../types";
import { EditFacts } from "./EditFacts";
import { Editors } from "./Editors";
import { ExpertiseDialog } from "./ExpertiseDialog";
import { Relabel } from "./Relabel";

/** What can be done with a draft as a whole. */
export function Actions({ draft }: { draft: Draft }) {
  const t = useText();
  const [open, setOpen] = useState<"facts" | "label" | "editors" | "expertise" | null>(null);
  const take = (format: "docx" | "md") => window.location.assign(`/api/v1/strategies/drafts/${draft.id}/export?format=${format}`);
  const close = () => setOpen(null);
  const { setAside, dialog } = useSettingAside(draft);
  return (
    <>
      {draft.rights.export && (
        <Menu trigger={<Button icon={FileDown}>{t("export")}</Button>}>
          {(m) => (
            <>
              <m.Item onSelect={() => take("docx")}>{t("export.docx")}</m.Item>
              <m.Item onSelect={() => take("md")}>{t("export.md")}</m.Item>
            </>
          )}
        </Menu>
      )}
      {draft.mine && draft.archived_at === null && (
        <Button icon={GraduationCap} onClick={() => setOpen("expertise")}>
          {t("expertise.ask")}
        </Button>
      )}
      {draft.rights.lead && (
        <Menu trigger={<IconButton variant="secondary" icon={Ellipsis} label={t("draft.menu")} />}>
          {(m) => (
            <>
              <m.Item icon={PenLine} onSelect={() => setOpen("facts")}>
                {t("facts.edit")}
              </m.Item>
              <m.Item icon={Users} onSelect={() => setOpen("editors")}>
                {t("editors")}
              </m.Item>
              {draft.group && (
                <m.Item onSelect={() => setOpen("label")}>
                  {t("label.change")}
                </m.Item>
              )}
              <m.Separator />
              <m.Item icon={Archive} onSelect={setAside}>
                {t("aside.do")}
              </m.Item>
            </>
          )}
        </Menu>
      )}
      {dialog}
      {open === "facts" && <EditFacts draft={draft} onClose={close} />}
      {open === "label" && <Relabel draft={draft} onClose={close} />}
      {open === "editors" && <Editors draft={draft} onClose={close} />}
      {open === "expertise" && <ExpertiseDialog draft={draft} onClose={close} />}
    </>
  );
}
