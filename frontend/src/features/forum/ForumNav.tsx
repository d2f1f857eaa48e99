import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "@/api/me";
import { Count } from "@/ui/Badge";
import { draftsQuery, groupsQuery } from "./api";
import css from "./ForumNav.module.css";
import { useText } from "./text";

/** The rooms of the forum. */
export function ForumNav() {
  const t = useText();
  const drafts = useQuery(draftsQuery).data?.filter((draft) => !draft.place.startsWith("channel:")).length ?? 0;
  const steward = useQuery(groupsQuery).data?.some((group) => group.standing === "steward") ?? false;
  const moderates = useMay("forum:post:moderate") || steward;
  const active = { activeProps: { className: css.active, "aria-current": "page" as const }, className: css.link };
  return (
    <nav aria-label={t("rooms")} className={css.nav}>
      <Link to="/forum" activeOptions={{ exact: true, includeSearch: false }} {...active}>
        {t("rooms.topics")}
      </Link>
      <Link to="/forum/groups" {...active}>
        {t("rooms.groups")}
      </Link>
      <Link to="/forum/practices" {...active}>
        {t("rooms.practices")}
      </Link>
      <Link to="/forum/drafts" {...active}>
        {t("rooms.drafts")}
        <Count value={drafts} label={t("rooms.drafts.count", { count: drafts })} />
      </Link>
      {moderates && (
        <Link to="/forum/moderation" {...active}>
          {t("rooms.moderation")}
        </Link>
      )}
    </nav>
  );
}
