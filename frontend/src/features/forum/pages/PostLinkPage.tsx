import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { api, body } from "@/api/client";

/** A link to a post by its id leads to its topic, wherever it has been moved since. */
export async function loader({ params }: { params: Record<string, string>; queryClient: QueryClient }) {
  const place = await body(api.GET("/api/v1/posts/{post_id}", { params: { path: { post_id: params.postId ?? "" } } }));
  throw redirect({ to: "/forum/topics/$topicId", params: { topicId: place.topic_id }, search: { post: place.number }, replace: true });
}

export default function PostLinkPage() {
  return null;
}
