import { Link } from "@tanstack/react-router";
import { EyeOff, Forward, Trash2 } from "lucide-react";
import { cx } from "@/ui/cx";
import { Time } from "@/ui/Time";
import { useText } from "../text";
import type { Post } from "../types";
import css from "./PostItem.module.css";

const icons = { hidden: EyeOff, deleted: Trash2, moved: Forward, shown: EyeOff };

/** What stands in the place of a post that is not shown: its number, what became of it, when and why. */
export function PostTrace({ post, inside }: { post: Post; inside?: boolean }) {
  const t = useText();
  const Icon = icons[post.state];
  return (
    <div id={inside ? undefined : `post-${post.number}`} tabIndex={inside ? undefined : -1} className={cx(css.trace, inside && css.inside)}>
      <Icon size={16} aria-hidden />
      <span>
        {!inside && `#${post.number} `}
        {t(`trace.${post.state}`, { name: post.author?.name ?? t("post.author.unknown") })}
      </span>
      {post.state_at && <Time at={post.state_at} />}
      {post.state_reason && <span>{t("trace.reason", { reason: post.state_reason })}</span>}
      {post.moved_to_id && (
        <Link to="/forum/topics/$topicId" params={{ topicId: post.moved_to_id }}>
          {t("trace.follow")}
        </Link>
      )}
    </div>
  );
}
