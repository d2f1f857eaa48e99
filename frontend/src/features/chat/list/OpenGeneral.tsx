import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Hash } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { cx } from "@/ui/cx";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { useText } from "../text";
import css from "./ChannelList.module.css";

/** A group's first channel where nobody has opened it yet: going there makes it. */
export function OpenGeneral({ group }: { group: string }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const channel = await body(api.PUT("/api/v1/groups/{group_id}/channels/general", { params: { path: { group_id: group } } }));
      client.setQueryData(keys.channel(channel.id), channel);
      void client.invalidateQueries({ queryKey: keys.channels });
      await navigate({ to: "/chat/$channelId", params: { channelId: channel.id } });
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" className={cx(css.row, css.opener)} aria-busy={busy} onClick={() => void open()}>
      <span className={css.sign}>
        <Hash size={16} aria-hidden />
      </span>
      <span className={css.name}>{t("list.general")}</span>
    </button>
  );
}
