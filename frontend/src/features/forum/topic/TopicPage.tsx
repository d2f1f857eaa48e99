import { useQuery, type QueryClient } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { topicQuery } from "../api";
import { postsQuery, startOf } from "./posts";
import { TopicScreen } from "./TopicScreen";

function wanted(post: number | undefined): number | undefined {
  const hash = /^#post-(\d{1,9})$/.exec(window.location.hash)?.[1];
  return post ?? (hash ? Number(hash) : undefined);
}

export async function loader(context: { params: Record<string, string>; search: { post?: number }; queryClient: QueryClient }) {
  const { params, search, queryClient } = context;
  const id = params.topicId ?? "";
  const topic = await queryClient.ensureQueryData(topicQuery(id));
  void queryClient.prefetchInfiniteQuery(postsQuery(id, wanted(search.post) ?? startOf(topic)));
}

/** A topic with its posts. */
export default function TopicPage() {
  const { topicId = "" } = useParams({ strict: false }) as { topicId?: string };
  const { post } = useSearch({ strict: false }) as { post?: number };
  const topic = useQuery(topicQuery(topicId)).data;
  if (!topic) return null;
  return <TopicScreen key={topicId} topic={topic} post={wanted(post)} />;
}
