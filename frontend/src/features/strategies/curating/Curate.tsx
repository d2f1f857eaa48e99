import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { EllipsisVertical, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { IconButton } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toast";
import type { Full } from "../document/queries";
import { keys } from "../queries";
import { useText } from "../text";
import { CorrectDocument } from "./CorrectDocument";

/** What curators do with a document: correct what is said of it, have it read again, remove it. */
export function Curate({ document }: { document: Full }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { ask, dialog } = useConfirming();
  const [open, setOpen] = useState(false);
  const params = { path: { document_id: document.id } };
  const again = useMutation({
    mutationFn: () => body(api.POST("/api/v1/strategies/documents/{document_id}/retry", { params })),
    onSuccess: () => toast.done(t("document.again.done")),
    onError: (error) => toast.failed(error),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.all }),
  });
  const remove = async () => {
    await body(api.DELETE("/api/v1/strategies/documents/{document_id}", { params }));
    await navigate({ to: `/strategies/places/${document.place}` });
    void client.invalidateQueries({ queryKey: keys.all });
  };
  if (!document.may_change) return null;
  const readable = document.state === "failed" || (document.state === "read" && document.unread_pages > 0);
  const question = { title: t("document.remove"), detail: t("document.remove.detail"), confirm: t("document.remove"), act: remove };
  return (
    <>
      <Menu align="end" trigger={<IconButton icon={EllipsisVertical} label={t("document.more")} variant="secondary" />}>
        {(m) => (
          <>
            <m.Item icon={Pencil} onSelect={() => setOpen(true)}>{t("document.correct")}</m.Item>
            {readable && <m.Item icon={RotateCcw} onSelect={() => again.mutate()}>{t("document.again")}</m.Item>}
            <m.Separator />
            <m.Item icon={Trash2} danger onSelect={() => ask(question)}>{t("document.remove")}</m.Item>
          </>
        )}
      </Menu>
      {open && <CorrectDocument document={document} onClose={() => setOpen(false)} />}
      {dialog}
    </>
  );
}
