import { Link } from "@tanstack/react-router";
import { EyeOff } from "lucide-react";
import { Badge, Count } from "@/ui/Badge";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { useText } from "../text";
import type { Group, LatestTopic } from "../types";
import css from "./Groups.module.css";
import { JoinButton } from "./JoinButton";

/** A group: what it is for, what is new in it, or how to get in. */
export function GroupTile({ group, unread, latest }: { group: Group; unread: number; latest?: LatestTopic }) {
  const t = useText();
  const inside = group.standing !== "none";
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
      {inside && (
        <p className={css.latest}>
          {latest ? (
            <>
              <TlpLabel label={latest.label} size="small" /> <span className={css.latestTitle}>{latest.title}</span>
              <span className="visually-hidden">{t("group.latest")}</span>
              <Time at={latest.last_activity} />
            </>
          ) : (
            <span>{t("group.latest.none")}</span>
          )}
        </p>
      )}
      {!inside && <JoinButton group={group} />}
    </article>
  );
}
