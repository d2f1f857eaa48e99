import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EyeOff } from "lucide-react";
import { Count } from "@/ui/Badge";
import { Card, Section } from "@/ui/Page";
import { newsQuery } from "../api";
import { useText } from "../text";
import type { Group } from "../types";
import css from "./MyGroups.module.css";

/** My groups with what is unread in each, beside the list; phones have a page of their own for them. */
export function MyGroups({ groups }: { groups: Group[] }) {
  const t = useText();
  const news = useQuery(newsQuery).data;
  const unread = new Map(news?.groups.map((one) => [one.group?.id, one.unread_topics]));
  const mine = groups.filter((group) => group.standing !== "none");
  const others = groups.length - mine.length;
  return (
    <div className={css.aside}>
      <Section title={t("groups.mine")} actions={<Link to="/forum/groups">{t("groups.all")}</Link>}>
        <Card flush>
          {mine.length === 0 && <p className={css.none}>{t("groups.mine.none")}</p>}
          <ul>
            {mine.map((group) => (
              <li key={group.id}>
                <Link to="/forum/groups/$groupId" params={{ groupId: group.id }} className={css.group}>
                  <span className={css.name}>{group.name}</span>
                  {group.visibility === "hidden" && (
                    <>
                      <EyeOff size={14} aria-hidden />
                      <span className="visually-hidden">{t("group.hidden")}</span>
                    </>
                  )}
                  <Count value={unread.get(group.id) ?? 0} label={t("groups.unread", { count: unread.get(group.id) ?? 0 })} />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
        {others > 0 && <p className={css.more}>{t("groups.others.count", { count: others })}</p>}
      </Section>
    </div>
  );
}
