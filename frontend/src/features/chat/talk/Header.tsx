import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Archive, ArchiveRestore, ArrowLeft, BellOff, BellRing, CalendarSearch, Ellipsis, FolderOutput, LogOut, PenLine, Pin, Search, Tag, UserPlus } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/api/me";
import { IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { groupsQuery, keys, readersQuery } from "../api";
import { useText } from "../text";
import type { Channel } from "../types";
import { useChannelName } from "../useChannelName";
import css from "./Header.module.css";
import { ReadersDialog } from "./ReadersDialog";

export type Panel = "pins" | "search" | "date" | "people" | "leave" | "edit" | "label" | "archive";

/** The label first, then the name, what it is for and who reads it; then the tools. */
export function Header({ channel, open, onPick }: { channel: Channel; open: (panel: Panel) => void; onPick: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const name = useChannelName()(channel);
  const readers = useQuery(readersQuery(channel.id)).data;
  const place = useQuery(groupsQuery).data?.find((one) => one.id === channel.group_id)?.name;
  const [showing, setShowing] = useState(false);
  const topics = useMay("forum:topic:write") && channel.may_write && !channel.direct;
  const settle = async (wanted: { muted?: boolean; level?: Channel["level"] }) => {
    try {
      const now = await body(api.PUT("/api/v1/channels/{channel_id}/settings", { params: { path: { channel_id: channel.id } }, body: wanted }));
      const each = (one: Channel) => (one.id === channel.id ? { ...one, ...now } : one);
      client.setQueryData(keys.channels, (list: Channel[] | undefined) => list?.map(each));
      client.setQueryData(keys.channel(channel.id), (one: Channel | undefined) => one && each(one));
    } catch (error) {
      toast.failed(error);
    }
  };
  const group = channel.direct && channel.people.length > 2;
  return (
    <header className={css.head}>
      <Link to="/chat" className={css.back} aria-label={t("talk.back")}>
        <ArrowLeft size={20} aria-hidden />
      </Link>
      <span className={css.label}>
        <TlpLabel label={channel.label} size="small" />
      </span>
      <div className={css.titles}>
        <h2>{place ? `${name} · ${place}` : name}</h2>
        <div className={css.under}>
          {readers ? (
            <button type="button" className={css.readers} onClick={() => setShowing(true)}>
              {t("readers.counted", { people: readers.total, organisations: readers.organisations, countries: readers.countries })}
            </button>
          ) : (
            <span aria-hidden>…</span>
          )}
          {channel.topic && <span className={css.topic}>· {channel.topic}</span>}
        </div>
      </div>
      <div className={css.tools}>
        <IconButton icon={Search} label={t("search.open")} onClick={() => open("search")} />
        <IconButton icon={Pin} label={t("pins.title")} onClick={() => open("pins")} />
        <Menu trigger={<IconButton icon={Ellipsis} label={t("talk.more")} />}>
          {(m) => (
            <>
              <m.Item icon={CalendarSearch} onSelect={() => open("date")}>{t("date.title")}</m.Item>
              {topics && <m.Item icon={FolderOutput} onSelect={onPick}>{t("act.topic")}</m.Item>}
              <m.Item icon={channel.muted ? BellRing : BellOff} onSelect={() => void settle({ muted: !channel.muted })}>
                {channel.muted ? t("talk.unmute") : t("talk.mute")}
              </m.Item>
              <m.Separator />
              <m.Choice
                label={t("level.title")}
                value={channel.level}
                onChange={(level) => void settle({ level })}
                options={[
                  { value: "all", label: t("level.all") },
                  { value: "mentions", label: t("level.mentions") },
                  { value: "nothing", label: t("level.nothing") },
                ]}
              />
              {channel.may_change && (
                <>
                  <m.Separator />
                  <m.Item icon={PenLine} onSelect={() => open("edit")}>{channel.general ? t("channel.describe") : t("channel.edit")}</m.Item>
                  {channel.label !== "TLP:RED" && <m.Item icon={Tag} onSelect={() => open("label")}>{t("channel.label")}</m.Item>}
                  {!channel.general && (
                    <m.Item icon={channel.archived ? ArchiveRestore : Archive} onSelect={() => open("archive")}>
                      {channel.archived ? t("channel.restore") : t("channel.archive")}
                    </m.Item>
                  )}
                </>
              )}
              {group && (
                <>
                  <m.Separator />
                  <m.Item icon={UserPlus} onSelect={() => open("people")}>{t("people.add")}</m.Item>
                  <m.Item icon={LogOut} danger onSelect={() => open("leave")}>{t("people.leave")}</m.Item>
                </>
              )}
            </>
          )}
        </Menu>
      </div>
      {showing && readers && <ReadersDialog channel={channel} readers={readers} onClose={() => setShowing(false)} />}
    </header>
  );
}
