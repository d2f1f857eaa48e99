import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Hash, MessageCirclePlus, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMay, useMe } from "@/api/me";
import { IconButton } from "@/ui/Button";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { groupsQuery } from "../api";
import { useText } from "../text";
import type { Channel } from "../types";
import { usePresent } from "../usePresent";
import { ArchivedChannels } from "./ArchivedChannels";
import css from "./ChannelList.module.css";
import { ChannelRow } from "./ChannelRow";
import { OpenGeneral } from "./OpenGeneral";

const NewConversation = lazy(() => import("./NewConversation"));
const NewChannel = lazy(() => import("./NewChannel"));

function byRecent(a: Channel, b: Channel): number {
  const at = (channel: Channel) => channel.last_message?.created_at ?? channel.created_at;
  return at(b).localeCompare(at(a));
}

function byName(a: Channel, b: Channel): number {
  return Number(b.general) - Number(a.general) || a.name.localeCompare(b.name);
}

/** My groups with their channels, then my conversations with the latest first. */
export function ChannelList({ query, open }: { query: UseQueryResult<Channel[]>; open: string | undefined }) {
  const t = useText();
  const me = useMe().person.id;
  const writer = useMay("forum:chat:write");
  const presence = usePresent();
  const groups = useQuery(groupsQuery);
  const [asking, setAsking] = useState<"people" | { group: string } | null>(null);
  const rows = (channels: Channel[]) =>
    channels.map((channel) => (
      <li key={channel.id}>
        <ChannelRow {...{ channel, me, presence }} current={channel.id === open} />
      </li>
    ));
  const channels = query.data ?? [];
  const talks = channels.filter((channel) => channel.direct).sort(byRecent);
  const known = new Set(groups.data?.map((group) => group.id));
  const sections = (groups.data ?? [])
    .map((group) => ({ group, mine: channels.filter((channel) => channel.group_id === group.id).sort(byName) }))
    .filter(({ group, mine }) => mine.length > 0 || group.standing === "member" || group.standing === "steward");
  const rest = channels.filter((channel) => !channel.direct && !known.has(channel.group_id ?? "")).sort(byName);
  const waiting = query.isPending || groups.isPending;

  return (
    <>
      <header className={css.head}>
        <h1>{t("title")}</h1>
        {writer && <IconButton icon={MessageCirclePlus} label={t("new.talk")} onClick={() => setAsking("people")} />}
      </header>
      <div className={css.scroll}>
        {waiting && !query.isError && <Skeleton lines={8} />}
        {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
        {!waiting && query.isSuccess && (
          <>
            {sections.length === 0 && rest.length === 0 && (
              <EmptyState icon={Hash} title={t("list.empty.title")}>
                {t("list.empty.detail")}
              </EmptyState>
            )}
            {sections.map(({ group, mine }) => (
              <section key={group.id} className={css.group} aria-label={group.name}>
                <div className={css.heading}>
                  <h2>{group.name}</h2>
                  {writer && (
                    <IconButton size="small" icon={Plus} label={t("new.channel.in", { name: group.name })} onClick={() => setAsking({ group: group.id })} />
                  )}
                </div>
                <ul>
                  {!mine.some((channel) => channel.general) && ["member", "steward"].includes(group.standing) && (
                    <li>
                      <OpenGeneral group={group.id} />
                    </li>
                  )}
                  {rows(mine)}
                </ul>
              </section>
            ))}
            {rest.length > 0 && (
              <section className={css.group} aria-label={t("list.other")}>
                <div className={css.heading}>
                  <h2>{t("list.other")}</h2>
                </div>
                <ul>{rows(rest)}</ul>
              </section>
            )}
            <section className={css.group} aria-label={t("list.talks")}>
              <div className={css.heading}>
                <h2>{t("list.talks")}</h2>
                {writer && <IconButton size="small" icon={Plus} label={t("new.talk")} onClick={() => setAsking("people")} />}
              </div>
              {talks.length > 0 ? <ul>{rows(talks)}</ul> : <p className={css.nothing}>{t("list.talks.none")}</p>}
            </section>
            <ArchivedChannels rows={rows} />
          </>
        )}
      </div>
      <Suspense>
        {asking === "people" && <NewConversation onClose={() => setAsking(null)} />}
        {asking !== null && asking !== "people" && (
          <NewChannel groups={groups.data ?? []} group={asking.group} onClose={() => setAsking(null)} />
        )}
      </Suspense>
    </>
  );
}
