import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { cx } from "@/ui/cx";
import { channelsQuery } from "./api";
import css from "./ChatPage.module.css";
import { ChannelList } from "./list/ChannelList";
import { useOutbox } from "./send/useOutbox";
import { useText } from "./text";

/** Chat: the channels on one side, the conversation on the other; on a phone one after the other. */
export default function ChatPage() {
  const t = useText();
  const { channelId } = useParams({ strict: false }) as { channelId?: string };
  const channels = useQuery(channelsQuery);
  useOutbox();
  const title = t("title");
  useEffect(() => {
    if (!channelId) document.title = `${title} · Atalaya`;
  }, [channelId, title]);
  return (
    <div className={css.room}>
      <div className={cx(css.panes, channelId ? css.inTalk : css.inList)}>
        <section className={css.list} aria-label={t("list.label")}>
          <ChannelList query={channels} open={channelId} />
        </section>
        <div className={css.talk}>
          <Outlet />
        </div>
      </div>
    </div>
  );
}
