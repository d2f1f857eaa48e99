import { useQuery, type QueryClient } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useState } from "react";
import { Page, Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { TextInput } from "@/ui/TextInput";
import { groupsQuery, newsQuery } from "../api";
import { ForumNav } from "../ForumNav";
import { useText } from "../text";
import type { Group } from "../types";
import { GroupTile } from "./GroupTile";
import css from "./Groups.module.css";
import { Invitations } from "./Invitations";

export function loader({ queryClient }: { queryClient: QueryClient }) {
  void queryClient.prefetchQuery(groupsQuery);
  void queryClient.prefetchQuery(newsQuery);
}

const fold = (words: string) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** My sharing groups, and those that I could join. */
export default function GroupsPage() {
  const t = useText();
  const groups = useQuery(groupsQuery);
  const news = useQuery(newsQuery).data;
  const [words, setWords] = useState("");
  const matching = groups.data?.filter((group) => fold(`${group.name} ${group.description}`).includes(fold(words))) ?? [];
  const mine = matching.filter((group) => group.standing !== "none");
  const others = matching.filter((group) => group.standing === "none");
  const unread = new Map(news?.groups.map((one) => [one.group?.id, one.unread_topics]));
  const latest = new Map(news?.latest.map((one) => [one.group_id, one]));
  const list = (some: Group[]) => (
    <ul className={css.tiles}>
      {some.map((group) => (
        <li key={group.id}>
          <GroupTile group={group} unread={unread.get(group.id) ?? 0} latest={latest.get(group.id)} />
        </li>
      ))}
    </ul>
  );
  return (
    <Page title={t("groups.title")} intro={t("groups.intro")} width="wide">
      <ForumNav />
      <Invitations />
      <Pending query={groups} height={320} />
      {groups.data && (
        <>
          {groups.data.length > 8 && (
            <div className={css.find}>
              <TextInput type="search" aria-label={t("groups.find")} placeholder={t("groups.find")} value={words} onChange={(event) => setWords(event.target.value)} />
            </div>
          )}
          <Section title={t("groups.mine")}>
            {mine.length > 0 ? (
              list(mine)
            ) : (
              <EmptyState icon={Users} title={t("groups.mine.none")}>
                {t("groups.mine.none.detail")}
              </EmptyState>
            )}
          </Section>
          {others.length > 0 && <Section title={t("groups.others")}>{list(others)}</Section>}
        </>
      )}
    </Page>
  );
}
