import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { EyeOff, MessagesSquare, PenLine, UserPlus } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { LinkButton } from "@/ui/Button";
import { Page, Row } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { TlpLabel } from "@/ui/TlpLabel";
import { groupQuery, membersQuery, requestsQuery, topicsQuery } from "../api";
import { FeedFilters } from "../feed/FeedFilters";
import { MarkAllRead } from "../feed/MarkAllRead";
import { TopicList } from "../feed/TopicList";
import { useText } from "../text";
import type { Filters } from "../types";
import { JoinButton } from "./JoinButton";
import { Members } from "./Members";
import { Pinned } from "./Pinned";
import { SubscriptionMenu } from "./SubscriptionMenu";

/** What is pinned stands above the list, unless the list is narrowed: then it is in its place. */
function lists(search: Filters, group: string): { narrowed: boolean; pinned: Filters; rest: Filters } {
  const { kind, tag, unread, awaiting, author, answered, flagged } = search;
  const narrowed = [kind, tag, unread, awaiting, author, answered, flagged].some((value) => value !== undefined);
  return { narrowed, pinned: { group, pinned: true }, rest: { ...search, group, pinned: narrowed ? undefined : false } };
}

export async function loader(context: { params: Record<string, string>; search: Filters; queryClient: QueryClient }) {
  const id = context.params.groupId ?? "";
  const { pinned, rest } = lists(context.search, id);
  void context.queryClient.prefetchInfiniteQuery(topicsQuery(pinned));
  void context.queryClient.prefetchInfiniteQuery(topicsQuery(rest));
  await context.queryClient.ensureQueryData(groupQuery(id));
}

/** A sharing group: what it is for, its topics, its members. */
export default function GroupPage() {
  const t = useText();
  const { groupId = "" } = useParams({ strict: false }) as { groupId?: string };
  const search = useSearch({ strict: false }) as Filters;
  const filters = { ...search, group: groupId };
  const { narrowed, pinned, rest } = lists(search, groupId);
  const place = `/forum/groups/${groupId}`;
  const group = useQuery(groupQuery(groupId)).data;
  const topics = useInfiniteQuery(topicsQuery(rest));
  const held = useInfiniteQuery({ ...topicsQuery(pinned), enabled: !narrowed }).data?.pages.flatMap((page) => page.items) ?? [];
  const above = narrowed ? [] : held;
  const mayWrite = useMay("forum:topic:write");
  const [tab, setTab] = useState("topics");
  const inside = group?.standing === "member" || group?.standing === "steward";
  const steward = group?.standing === "steward";
  const members = useQuery({ ...membersQuery(groupId), enabled: inside });
  const asking = useQuery({ ...requestsQuery(groupId), enabled: steward }).data?.length ?? 0;
  if (!group) return null;
  const writing = inside && mayWrite && !group.archived && (
    <LinkButton to="/forum/new" search={{ group: groupId, kind: filters.kind }} variant="primary" icon={PenLine}>
      {t("topic.new")}
    </LinkButton>
  );
  const list = (
    <>
      <FeedFilters filters={filters} to={place} />
      <Pinned topics={above} place={place} />
      <TopicList
        key={JSON.stringify(filters)}
        query={topics}
        withoutGroup
        place={place}
        above={above.length}
        label={t("feed.label")}
        empty={
          above.length === 0 && <EmptyState icon={MessagesSquare} title={t("group.empty")} action={writing}>
            {inside ? t("group.empty.detail") : t("group.empty.outside")}
          </EmptyState>
        }
      />
    </>
  );
  return (
    <Page
      title={group.name}
      width="wide"
      trail={[{ to: "/forum", label: t("title") }, { to: "/forum/groups", label: t("rooms.groups") }]}
      intro={
        <>
          <p>{group.description}</p>
          <Row>
            {group.visibility === "hidden" && <Badge icon={EyeOff}>{t("group.hidden")}</Badge>}
            {group.archived && <Badge tone="warn">{t("group.archived")}</Badge>}
            <span>
              {t("group.usual")} <TlpLabel label={group.default_label} size="small" />
            </span>
          </Row>
        </>
      }
      actions={
        group.standing === "none" ? (
          <JoinButton group={group} />
        ) : (
          <>
            <MarkAllRead group={groupId} />
            <SubscriptionMenu place={`group:${groupId}`} />
            {writing}
          </>
        )
      }
    >
      {asking > 0 && (
        <Banner tone="accent" icon={UserPlus}>
          <Link to="/directory/groups/$groupId" params={{ groupId }}>
            {t("group.asking", { count: asking })}
          </Link>
        </Banner>
      )}
      {inside ? (
        <Tabs
          label={group.name}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: "topics", label: t("rooms.topics"), content: list },
            { value: "members", label: t("group.members"), count: members.data?.length, content: <Members query={members} manage={steward ? groupId : undefined} asking={asking} /> },
          ]}
        />
      ) : (
        list
      )}
    </Page>
  );
}
