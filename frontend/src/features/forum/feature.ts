import { MessagesSquare } from "lucide-react";
import { idOf } from "@/api/ids";
import { defineFeature } from "@/app/feature";
import { useUnreadTopics } from "./count";

const kinds = ["discussion", "question", "advisory", "best_practice"];

function feedSearch(raw: Record<string, unknown>) {
  return {
    group: idOf(raw.group),
    kind: kinds.find((kind) => kind === raw.kind),
    tag: typeof raw.tag === "string" && raw.tag !== "" ? raw.tag.slice(0, 40) : undefined,
    unread: raw.unread === true ? true : undefined,
    awaiting: raw.awaiting === true ? true : undefined,
    author: idOf(raw.author),
    answered: typeof raw.answered === "boolean" ? raw.answered : undefined,
    flagged: raw.flagged === true ? true : undefined,
  };
}

function postSearch(raw: Record<string, unknown>) {
  const post = Number(raw.post);
  return { post: Number.isInteger(post) && post > 0 ? post : undefined };
}

export default defineFeature({
  name: "forum",
  routes: [
    { path: "/forum", load: () => import("./feed/ForumPage"), search: feedSearch },
    { path: "/forum/groups", load: () => import("./groups/GroupsPage") },
    { path: "/forum/groups/$groupId", load: () => import("./groups/GroupPage"), search: feedSearch },
    { path: "/forum/new", load: () => import("./compose/NewTopicPage"), search: feedSearch },
    { path: "/forum/topics/$topicId", load: () => import("./topic/TopicPage"), search: postSearch },
    { path: "/forum/posts/$postId", load: () => import("./pages/PostLinkPage") },
    { path: "/forum/practices", load: () => import("./pages/PracticesPage"), search: feedSearch },
    { path: "/forum/drafts", load: () => import("./pages/DraftsPage") },
    { path: "/forum/moderation", load: () => import("./pages/ModerationPage") },
  ],
  nav: [{ to: "/forum", label: "nav.forum", icon: MessagesSquare, order: 20, phone: true, useCount: useUnreadTopics }],
});
