import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EyeOff } from "lucide-react";
import { Badge, Count } from "@/ui/Badge";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { topicsQuery } from "../api";
import { useText } from "../text";
import type { Group } from "../types";
import css from "./Groups.module.css";
import { JoinButton } from "./JoinButton";

/** A group: what it is for, what is new in it, or how to get in. */
export function GroupTile({ group, unread }: { group: Group; unread: number }) {
  const t = useText();
  const inside = group.standing !== "none";
  const latest = useInfiniteQuery({ ...topicsQuery({ group: group.id }), enabled: inside }).data?.pages[0]?.items[0];
  return (
    <article className={css.tile}>
      <header className={css.tileHead}>
        <h3>
          <Link to="/forum/groups/$groupId" params={{ groupId: group.id }} className={css.tileLink}>
            {group.name}
          </Link>
        </h3>
        <Count value={unread} label={t("groups.unread", { count: unread })} />
      </header>
      <p className={css.description}>{group.description}</p>
      <div className={css.badges}>
        {group.visibility === "hidden" && <Badge icon={EyeOff}>{t("group.hidden")}</Badge>}
        {group.standing === "steward" && <Badge tone="accent">{t("group.steward")}</Badge>}
        {group.standing === "reader" && <Badge>{t("group.reader")}</Badge>}
        {group.organisations !== null && <span className={css.small}>{t("group.teams", { count: group.organisations })}</span>}
      </div>
      {latest && (
        <p className={css.latest}>
          <TlpLabel label={latest.label} size="small" /> <span className={css.latestTitle}>{latest.title}</span>
          <Time at={latest.last_activity} />
        </p>
      )}
      {!inside && <JoinButton group={group} />}
    </article>
  );
}
