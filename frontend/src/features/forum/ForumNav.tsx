import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useStream } from "@/api/live";
import { useMay } from "@/api/me";
import type { StreamEvent } from "@/api/stream";
import { Count } from "@/ui/Badge";
import { LinkTabs, type LinkTab } from "@/ui/LinkTabs";
import { draftsQuery, groupsQuery, keys, moderationQuery } from "./api";
import { useText } from "./text";

/** The rooms of the forum. */
export function ForumNav() {
  const t = useText();
  const drafts = useQuery(draftsQuery).data?.filter((draft) => !draft.place.startsWith("channel:")).length ?? 0;
  const steward = useQuery(groupsQuery).data?.some((group) => group.standing === "steward") ?? false;
  const moderates = useMay("forum:post:moderate") || steward;
  const queue = useInfiniteQuery({ ...moderationQuery, enabled: moderates }).data;
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: keys.moderation });
  const isFlag = (told: StreamEvent) => (told.data as { kind?: string }).kind === "forum.post.flagged";
  useStream(moderates ? "me" : null, { onEvent: (told) => isFlag(told) && again(), onReset: again });
  const flagged = queue?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  const tabs: LinkTab[] = [
    { to: "/forum", label: t("rooms.topics"), exact: true },
    { to: "/forum/groups", label: t("rooms.groups") },
    { to: "/forum/practices", label: t("rooms.practices") },
    { to: "/forum/drafts", label: t("rooms.drafts"), count: <Count value={drafts} label={t("rooms.drafts.count", { count: drafts })} /> },
    ...(moderates
      ? [
          {
            to: "/forum/moderation",
            label: t("rooms.moderation"),
            count: <Count value={flagged} label={t("rooms.moderation.count", { count: flagged })} />,
          },
        ]
      : []),
  ];
  return <LinkTabs label={t("rooms")} tabs={tabs} />;
}
