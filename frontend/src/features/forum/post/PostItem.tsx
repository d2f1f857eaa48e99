import { Link } from "@tanstack/react-router";
import { BadgeCheck, CornerDownRight, Flag, Reply } from "lucide-react";
import { memo, useState } from "react";
import { countryName } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { cx } from "@/ui/cx";
import { Time } from "@/ui/Time";
import { EditPost } from "../compose/EditPost";
import { useText } from "../text";
import { postLink } from "../topic/jump";
import type { Post, Topic } from "../types";
import { Attachments } from "./Attachments";
import { HistoryDialog } from "./HistoryDialog";
import { PostBody } from "./PostBody";
import css from "./PostItem.module.css";
import { PostMenu } from "./PostMenu";
import { PostTrace } from "./PostTrace";
import { Reactions } from "./Reactions";

export interface PostItemProps {
  topic: Topic;
  post: Post;
  accepted: boolean;
  onReply?: (post: Post) => void;
  onJump: (number: number) => void;
  put: (post: Post) => void;
  /** Whether it is chosen for a new topic; null while nothing is being chosen. */
  picked: boolean | null;
  onPick: (id: string, on: boolean) => void;
}

/** One post: who wrote it for which team, when, what, and what others make of it. */
export const PostItem = memo(function PostItem(props: PostItemProps) {
  const { topic, post, accepted, onReply, onJump, put, picked } = props;
  const t = useText();
  const [editing, setEditing] = useState(false);
  const [history, setHistory] = useState(false);
  const name = post.author?.name ?? t("post.author.unknown");
  const place = post.organisation;
  if (post.state !== "shown" && !post.html) return <PostTrace post={post} />;
  return (
    <article
      id={`post-${post.number}`}
      tabIndex={-1}
      aria-labelledby={`post-${post.number}-author`}
      className={cx(css.post, accepted && css.accepted, post.state === "hidden" && css.hidden, picked && css.picked)}
    >
      {accepted && (
        <p className={css.ribbon}>
          <BadgeCheck size={18} aria-hidden /> {t("post.accepted")}
        </p>
      )}
      {post.state === "hidden" && <PostTrace post={post} inside />}
      <header className={css.head}>
        <Avatar name={name} country={place?.country} size={40} decorative />
        <div className={css.who}>
          <h3 className={css.names}>
            {post.author ? (
              <Link to={`/directory/people/${post.author.id}`} id={`post-${post.number}-author`} className={css.author}>
                {name}
              </Link>
            ) : (
              <span id={`post-${post.number}-author`} className={css.author}>
                {name}
              </span>
            )}
            {post.author && post.author.id === topic.author?.id && post.number > 1 && <Badge>{t("post.starter")}</Badge>}
          </h3>
          <p className={css.place}>
            {place && (
              <span>
                {place.acronym || place.name}
                {place.country && `, ${countryName(place.country)}`}
              </span>
            )}
            <a
              href={postLink(topic.id, post.number)}
              className={css.time}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                onJump(post.number);
              }}
            >
              <Time at={post.created_at} />
            </a>
            {post.edited_at && (
              <button type="button" className={css.edited} onClick={() => setHistory(true)}>
                {t("post.edited")}
              </button>
            )}
          </p>
        </div>
        <span className={css.number}>#{post.number}</span>
        {picked !== null && post.number > 1 && post.state === "shown" ? (
          <Checkbox hideLabel label={t("split.pick", { number: post.number })} checked={picked} onChange={(on) => props.onPick(post.id, on)} />
        ) : (
          <PostMenu topic={topic} post={post} put={put} onEdit={() => setEditing(true)} onHistory={() => setHistory(true)} />
        )}
      </header>
      {post.reply_to && (
        <button type="button" className={css.replyTo} onClick={() => onJump(post.reply_to?.number ?? 1)}>
          <CornerDownRight size={14} aria-hidden />
          {t("post.replyTo", { name: post.reply_to.author?.name ?? t("post.author.unknown"), number: post.reply_to.number })}
        </button>
      )}
      <div className={css.body}>
        {editing ? (
          <EditPost post={post} onDone={(saved) => { setEditing(false); if (saved) put(saved); }} />
        ) : (
          <>
            <PostBody html={post.html} lang={post.number === 1 ? topic.language : undefined} />
            <Attachments files={post.attachments} html={post.html} />
          </>
        )}
      </div>
      {!editing && (
        <footer className={css.foot}>
          <Reactions post={post} put={put} disabled={!topic.rights.reply} />
          {post.open_flags > 0 && (
            <Badge tone="danger" icon={Flag}>
              {t("state.flagged", { count: post.open_flags })}
            </Badge>
          )}
          {onReply && (
            <Button size="small" variant="quiet" icon={Reply} className={css.answer} onClick={() => onReply(post)}>
              {t("reply")}
            </Button>
          )}
        </footer>
      )}
      {history && <HistoryDialog post={post} onClose={() => setHistory(false)} />}
    </article>
  );
});
