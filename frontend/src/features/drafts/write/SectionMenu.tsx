import { useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Ellipsis, Trash2 } from "lucide-react";
import { api, body } from "@/api/client";
import { IconButton } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toast";
import { etagOf, keepDraft } from "../queries";
import { useText } from "../text";
import type { Draft, Section } from "../types";
import { placeAfter } from "./order";

export interface SectionMenuProps {
  draft: Draft;
  section: Section;
  onSection: (id: string | undefined) => void;
}

/** What can be done with a section as a whole. */
export function SectionMenu({ draft, section, onSection }: SectionMenuProps) {
  const t = useText();
  const client = useQueryClient();
  const confirming = useConfirming();
  const path = { draft_id: draft.id, section_id: section.id };
  const up = placeAfter(draft.outline, section.id, "up");
  const down = placeAfter(draft.outline, section.id, "down");
  const move = async (after: string | null) => {
    try {
      keepDraft(client, await body(api.POST("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}/move", { params: { path }, body: { after } })));
    } catch (problem) {
      toast.failed(problem);
    }
  };
  const remove = () =>
    confirming.ask({
      title: t("section.remove.title", { title: section.title }),
      detail: t("section.remove.detail"),
      confirm: t("section.remove"),
      act: async () => {
        const header = { "If-Match": etagOf(section) };
        const changed = await body(api.DELETE("/api/v1/strategies/drafts/{draft_id}/sections/{section_id}", { params: { path }, headers: header }));
        const at = draft.outline.findIndex((one) => one.id === section.id);
        onSection((changed.outline[at] ?? changed.outline[at - 1])?.id);
        keepDraft(client, changed);
      },
    });
  return (
    <>
      <Menu trigger={<IconButton size="small" icon={Ellipsis} label={t("section.menu")} />}>
        {(m) => (
          <>
            <m.Item icon={ArrowUp} disabled={up === undefined} onSelect={() => up !== undefined && void move(up)}>
              {t("section.up")}
            </m.Item>
            <m.Item icon={ArrowDown} disabled={down === undefined} onSelect={() => down !== undefined && void move(down)}>
              {t("section.down")}
            </m.Item>
            <m.Separator />
            <m.Item icon={Trash2} danger onSelect={remove}>
              {t("section.remove")}
            </m.Item>
          </>
        )}
      </Menu>
      {confirming.dialog}
    </>
  );
}
