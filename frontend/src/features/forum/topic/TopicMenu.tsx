import { useQueryClient } from "@tanstack/react-query";
import { Download, Ellipsis, FileDown, Forward, Lock, LockOpen, PenLine, Pin, PinOff, Split, Tag } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { useText } from "../text";
import type { Topic } from "../types";
import { EditTopicDialog } from "./EditTopicDialog";
import { MoveDialog } from "./MoveDialog";
import { RelabelDialog } from "./RelabelDialog";

/** What can be done with a topic. It offers nothing that would be refused. */
export function TopicMenu({ topic, onPick }: { topic: Topic; onPick: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [asking, setAsking] = useState<"edit" | "label" | "move" | null>(null);
  const { rights } = topic;
  const place = async (wanted: { pinned?: boolean; locked?: boolean }, done: string) => {
    try {
      const fresh = await body(api.POST("/api/v1/topics/{topic_id}/standing", { params: { path: { topic_id: topic.id } }, body: wanted }));
      client.setQueryData(keys.topic(topic.id), fresh);
      toast.done(done);
    } catch (error) {
      toast.failed(error);
    }
  };
  const take = (form: "md" | "pdf") => window.location.assign(`/api/v1/topics/${topic.id}/export.${form}`);
  if (!rights.export && !rights.edit && !rights.relabel && !rights.move && !rights.moderate) return null;
  return (
    <>
      <Menu trigger={<Button icon={Ellipsis}>{t("topic.more")}</Button>}>
        {(m) => (
          <>
            {rights.edit && <m.Item icon={PenLine} onSelect={() => setAsking("edit")}>{t("topic.edit")}</m.Item>}
            {rights.relabel && <m.Item icon={Tag} onSelect={() => setAsking("label")}>{t("relabel.action")}</m.Item>}
            {rights.move && <m.Item icon={Forward} onSelect={() => setAsking("move")}>{t("move.action")}</m.Item>}
            {rights.moderate && (
              <>
                <m.Separator />
                <m.Item
                  icon={topic.pinned ? PinOff : Pin}
                  onSelect={() => void place({ pinned: !topic.pinned }, t(topic.pinned ? "topic.unpin.done" : "topic.pin.done"))}
                >
                  {topic.pinned ? t("topic.unpin") : t("topic.pin")}
                </m.Item>
                <m.Item
                  icon={topic.locked ? LockOpen : Lock}
                  onSelect={() => void place({ locked: !topic.locked }, t(topic.locked ? "topic.unlock.done" : "topic.lock.done"))}
                >
                  {topic.locked ? t("topic.unlock") : t("topic.lock")}
                </m.Item>
                {topic.posts > 1 && <m.Item icon={Split} onSelect={onPick}>{t("split.action")}</m.Item>}
              </>
            )}
            {rights.export && (
              <>
                {(rights.edit || rights.relabel || rights.move || rights.moderate) && <m.Separator />}
                <m.Item icon={Download} onSelect={() => take("md")}>{t("export.markdown")}</m.Item>
                <m.Item icon={FileDown} onSelect={() => take("pdf")}>{t("export.pdf")}</m.Item>
              </>
            )}
          </>
        )}
      </Menu>
      {asking === "edit" && <EditTopicDialog topic={topic} onClose={() => setAsking(null)} />}
      {asking === "label" && <RelabelDialog topic={topic} onClose={() => setAsking(null)} />}
      {asking === "move" && <MoveDialog topic={topic} onClose={() => setAsking(null)} />}
    </>
  );
}
