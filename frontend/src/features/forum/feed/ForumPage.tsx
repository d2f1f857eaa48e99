import { useInfiniteQuery, useQuery, type QueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { MessagesSquare, PenLine } from "lucide-react";
import { useMay } from "@/api/me";
import { Button, LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { groupsQuery, newsQuery, topicsQuery } from "../api";
import { ForumNav } from "../ForumNav";
import { useText } from "../text";
import type { Filters } from "../types";
import { FeedFilters } from "./FeedFilters";
import { MarkAllRead } from "./MarkAllRead";
import { MyGroups } from "./MyGroups";
import { TopicList } from "./TopicList";

export function loader({ search, queryClient }: { search: Filters; queryClient: QueryClient }) {
  void queryClient.prefetchQuery(groupsQuery);
  void queryClient.prefetchQuery(newsQuery);
  void queryClient.prefetchInfiniteQuery(topicsQuery(search));
}

/** Every topic that I may read, newest activity first. */
export default function ForumPage() {
  const t = useText();
  const filters = useSearch({ strict: false }) as Filters;
  const topics = useInfiniteQuery(topicsQuery(filters));
  const groups = useQuery(groupsQuery).data ?? [];
  const mine = groups.filter((group) => group.standing !== "none");
  const mayWrite = useMay("forum:topic:write");
  const narrowed = Object.values(filters).some((value) => value !== undefined);
  const writing = mayWrite && (
    <LinkButton to="/forum/new" search={{ group: filters.group, kind: filters.kind }} variant="primary" icon={PenLine}>
      {t("topic.new")}
    </LinkButton>
  );
  return (
    <Page title={t("title")} width="wide" actions={<>{<MarkAllRead group={filters.group} />}{writing}</>} aside={<MyGroups groups={groups} />}>
      <ForumNav />
      <FeedFilters filters={filters} groups={mine} to="/forum" />
      <TopicList
        key={JSON.stringify(filters)}
        query={topics}
        label={t("feed.label")}
        empty={
          narrowed ? (
            <EmptyState icon={MessagesSquare} title={t("feed.none.title")} action={<LinkButton to="/forum">{t("feed.none.clear")}</LinkButton>}>
              {filters.awaiting ? t("feed.none.awaiting") : filters.unread ? t("feed.none.unread") : t("feed.none.detail")}
            </EmptyState>
          ) : (
            <EmptyState icon={MessagesSquare} title={t("feed.empty.title")} action={writing || <Button onClick={() => void topics.refetch()}>{t("feed.empty.look")}</Button>}>
              {t("feed.empty.detail")}
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
