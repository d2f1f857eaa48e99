import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { IconButton } from "@/ui/Button";
import { toast } from "@/ui/Toast";
import { keys, newsQuery } from "../api";
import { useText } from "../text";

/** Everything in a group, or everywhere, counts as read from now. Shown while something is unread. */
export function MarkAllRead({ group }: { group?: string }) {
  const t = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const news = useQuery(newsQuery).data;
  const unread = group ? news?.groups.find((one) => one.group?.id === group)?.unread_topics : news?.unread_topics;
  if (!unread) return null;
  const run = async () => {
    setBusy(true);
    try {
      await api.POST("/api/v1/topics/read", { body: { group_id: group ?? null } });
      await client.invalidateQueries({ queryKey: keys.all });
      toast.done(t("read.all.done"));
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <IconButton variant="secondary" icon={CheckCheck} label={t("read.all")} busy={busy} onClick={() => void run()} />
  );
}
