import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { Dialog } from "@/ui/Dialog";
import { Pending } from "@/ui/Pending";
import { Prose } from "@/ui/Prose";
import { Time } from "@/ui/Time";
import { useText } from "../text";
import type { Message } from "../types";
import css from "./Panels.module.css";

/** What a message said before, the latest first. */
export default function RevisionsDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useText();
  const { channel_id, id, version } = message;
  const query = useQuery({
    queryKey: ["chat", "revisions", id, version],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/channels/{channel_id}/messages/{message_id}/revisions", { params: { path: { channel_id, message_id: id } }, signal })),
  });
  const now = { version, html: message.html, written_at: message.edited_at ?? message.created_at };
  return (
    <Dialog open onClose={onClose} title={t("history.title")}>
      <Pending query={query} compact lines={4} />
      {query.data && (
        <ol className={css.versions}>
          {[now, ...query.data.toReversed()].map((one, index) => (
            <li key={one.version}>
              <p className={css.meta}>
                {index === 0 ? t("history.now") : t("history.version", { number: one.version })} · <Time at={one.written_at} show="full" />
              </p>
              <Prose html={one.html} />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
