import { useQuery } from "@tanstack/react-query";
import { messageQuery } from "../api";
import { useText } from "../text";
import { useTalk } from "./context";
import css from "./MessageItem.module.css";
import { shortened } from "./written";

/** What a message answers, in one line that leads to it. */
export function Quote({ id, channel }: { id: string; channel: string }) {
  const t = useText();
  const talk = useTalk();
  const loaded = talk.find(id);
  const fetched = useQuery({ ...messageQuery(channel, id), enabled: !loaded }).data;
  const message = loaded ?? fetched;
  return (
    <button type="button" className={css.quote} onClick={() => talk.jump(id, message?.seq)}>
      <b>{message?.author.name || t("person.unknown")}</b>
      <span>{message?.deleted ? t("message.deleted.short") : shortened(message?.body ?? "…")}</span>
    </button>
  );
}
