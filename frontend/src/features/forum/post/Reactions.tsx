import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Popover } from "@/ui/Popover";
import { toast } from "@/ui/Toast";
import { useText } from "../text";
import { reactions as known, type Post, type Reaction } from "../types";
import css from "./Reactions.module.css";

const names = { "👍": "thanks", "❤️": "heart", "🎉": "celebrate", "👀": "seen", "✅": "done", "❓": "question" } as const;

/** The post as it will be once the server agrees. */
function reacted(post: Post, emoji: Reaction, on: boolean): Post {
  const others = post.reactions.filter((one) => one.emoji !== emoji);
  const count = (post.reactions.find((one) => one.emoji === emoji)?.count ?? 0) + (on ? 1 : -1);
  const now = count > 0 ? [...others, { emoji, count, mine: on }] : others;
  return { ...post, reactions: now.sort((a, b) => known.indexOf(a.emoji as Reaction) - known.indexOf(b.emoji as Reaction)) };
}

/** Small answers that spare a post. They show at once and are taken back when the server refuses. */
export function Reactions({ post, put, disabled }: { post: Post; put: (post: Post) => void; disabled: boolean }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const react = async (emoji: Reaction, on: boolean) => {
    setOpen(false);
    put(reacted(post, emoji, on));
    try {
      put(await body(api.PUT("/api/v1/posts/{post_id}/reactions", { params: { path: { post_id: post.id } }, body: { emoji, on } })));
    } catch (error) {
      put(post);
      toast.failed(error);
    }
  };
  const name = (emoji: string) => t(`reaction.${names[emoji as Reaction]}`);
  return (
    <div className={css.reactions}>
      {post.reactions.map((one) => (
        <button
          key={one.emoji}
          type="button"
          disabled={disabled}
          aria-pressed={one.mine}
          aria-label={t("reaction.count", { name: name(one.emoji), count: one.count })}
          data-tooltip={name(one.emoji)}
          className={cx(css.reaction, one.mine && css.mine)}
          onClick={() => void react(one.emoji as Reaction, !one.mine)}
        >
          <span aria-hidden>{one.emoji}</span>
          <span className={css.count}>{one.count}</span>
        </button>
      ))}
      {!disabled && (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={t("reaction.add")}
          trigger={<IconButton size="small" icon={SmilePlus} label={t("reaction.add")} />}
        >
          <div className={css.choice}>
            {known.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-label={name(emoji)}
                data-tooltip={name(emoji)}
                onClick={() => void react(emoji, !post.reactions.some((one) => one.emoji === emoji && one.mine))}
              >
                {emoji}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </div>
  );
}
