import { useQuery, type QueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { useMay } from "@/api/me";
import { LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { groupsQuery } from "../api";
import { useText } from "../text";
import type { Filters } from "../types";
import { TopicComposer } from "./TopicComposer";

export function loader({ queryClient }: { queryClient: QueryClient }) {
  void queryClient.prefetchQuery(groupsQuery);
}

/** The page where a topic is written. */
export default function NewTopicPage() {
  const t = useText();
  const filters = useSearch({ strict: false }) as Filters;
  const groups = useQuery(groupsQuery);
  const may = useMay("forum:topic:write");
  const mine = groups.data?.filter((group) => (group.standing === "member" || group.standing === "steward") && !group.archived) ?? [];
  const trail = [{ to: "/forum", label: t("title") }];
  return (
    <Page title={t("topic.new")} width="read" trail={trail}>
      <Pending query={groups} lines={8} />
      {groups.data && (mine.length === 0 || !may) && (
        <EmptyState icon={Users} title={t("compose.noGroup")} action={<LinkButton to="/forum/groups">{t("groups.all")}</LinkButton>}>
          {t("compose.noGroup.detail")}
        </EmptyState>
      )}
      {mine.length > 0 && may && <TopicComposer key={filters.group ?? ""} filters={filters} groups={mine} />}
    </Page>
  );
}
