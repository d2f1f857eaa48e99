import { useQueries, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { PenLine, Trash2 } from "lucide-react";
import { api } from "@/api/client";
import { drafts as onDevice } from "@/api/drafts";
import { Button, LinkButton } from "@/ui/Button";
import { Page, Row } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { draftsQuery, groupsQuery, keys, topicQuery } from "../api";
import { ForumNav } from "../ForumNav";
import { useText } from "../text";
import type { DraftRead } from "../types";
import css from "./Pages.module.css";

export function loader({ queryClient }: { queryClient: QueryClient }) {
  void queryClient.prefetchQuery(draftsQuery);
}

interface Where {
  to: string;
  search?: Record<string, string>;
}

/** Where a draft is gone on with, from the name of its place. */
function whereOf(place: string): Where {
  const [kind, id = ""] = place.split(":");
  if (kind === "topic") return { to: `/forum/topics/${id}` };
  if (kind === "post") return { to: `/forum/posts/${id}` };
  return { to: "/forum/new", search: kind === "group" ? { group: id } : {} };
}

function idOf(draft: DraftRead, kind: string): string | null {
  const [which, id] = draft.place.split(":");
  return which === kind ? (id ?? null) : null;
}

/** Everything begun in the forum and not sent, on whichever device. */
export default function DraftsPage() {
  const t = useText();
  const client = useQueryClient();
  const query = useQuery(draftsQuery);
  const groups = useQuery(groupsQuery).data;
  const drafts = query.data?.filter((draft) => !draft.place.startsWith("channel:")) ?? [];
  const topicIds = [...new Set(drafts.map((draft) => idOf(draft, "topic")).filter((id) => id !== null))];
  const topics = useQueries({ queries: topicIds.map((id) => topicQuery(id)) }).map((one) => one.data);

  const forget = async (draft: DraftRead) => {
    client.setQueryData(keys.drafts, (all: DraftRead[] | undefined) => all?.filter((one) => one.place !== draft.place));
    onDevice.remove(draft.place);
    try {
      await api.DELETE("/api/v1/drafts/{place}", { params: { path: { place: draft.place } } });
    } catch (error) {
      void client.invalidateQueries({ queryKey: keys.drafts });
      toast.failed(error);
    }
  };
  const title = (draft: DraftRead) => {
    const topic = topics.find((one) => one?.id === idOf(draft, "topic"));
    if (topic) return <>{t("drafts.reply", { title: topic.title })}</>;
    if (draft.place.startsWith("post:")) return t("drafts.edit");
    const named = typeof draft.fields.title === "string" && draft.fields.title.trim();
    const group = groups?.find((one) => one.id === (idOf(draft, "group") ?? draft.fields.group));
    return [named || t("drafts.topic"), group?.name].filter(Boolean).join(" · ");
  };
  return (
    <Page title={t("rooms.drafts")} intro={t("drafts.intro")} width="wide">
      <ForumNav />
      <Pending query={query} lines={5} />
      {query.data && drafts.length === 0 && (
        <EmptyState icon={PenLine} title={t("drafts.none")}>
          {t("drafts.none.detail")}
        </EmptyState>
      )}
      <ul className={css.list}>
        {drafts.map((draft) => {
          const topic = topics.find((one) => one?.id === idOf(draft, "topic"));
          return (
            <li key={draft.place} className={css.item}>
              <div className={css.head}>
                <span className={css.title}>
                  {topic && <TlpLabel label={topic.label} size="small" />}
                  <strong>{title(draft)}</strong>
                </span>
                <span className={css.small}>
                  <Time at={draft.updated_at} />
                </span>
              </div>
              <p className={css.draft}>{draft.body || t("drafts.blank")}</p>
              <Row>
                <LinkButton size="small" icon={PenLine} {...whereOf(draft.place)}>
                  {t("drafts.go")}
                </LinkButton>
                <Button size="small" variant="quiet" icon={Trash2} onClick={() => void forget(draft)}>
                  {t("drafts.forget")}
                </Button>
              </Row>
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
