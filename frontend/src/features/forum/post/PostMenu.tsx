import { useQueryClient } from "@tanstack/react-query";
import { BadgeCheck, BookCheck, CircleDot, Ellipsis, Eye, EyeOff, Flag, History, Link2, PenLine, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/api/me";
import { IconButton } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { PromoteDialog } from "../topic/PromoteDialog";
import { useText } from "../text";
import { postLink } from "../topic/jump";
import type { Post, Topic } from "../types";
import { FlagDialog } from "./FlagDialog";
import { ReasonDialog } from "./ReasonDialog";

export interface PostMenuProps {
  topic: Topic;
  post: Post;
  put: (post: Post) => void;
  onEdit: () => void;
  onHistory: () => void;
}

/** What can be done with a post, by whoever looks at it. */
export function PostMenu({ topic, post, put, onEdit, onHistory }: PostMenuProps) {
  const t = useText();
  const client = useQueryClient();
  const mayFlag = useMay("forum:post:flag");
  const [asking, setAsking] = useState<"delete" | "hide" | "flag" | "promote" | null>(null);
  const { rights } = topic;
  const path = { params: { path: { post_id: post.id } } };
  const shown = post.state === "shown";

  const moderate = (act: "hide" | "restore" | "dismiss", reason = "") =>
    body(api.POST("/api/v1/posts/{post_id}/moderation", { ...path, body: { act, reason } })).then(put);
  const accept = async (id: string | null) => {
    const fresh = await body(api.PUT("/api/v1/topics/{topic_id}/answer", { params: { path: { topic_id: topic.id } }, body: { post_id: id } }));
    client.setQueryData(keys.topic(topic.id), fresh);
  };
  const copy = () => void navigator.clipboard.writeText(postLink(topic.id, post.number)).then(() => toast.done(t("post.linkCopied")), toast.failed);
  const unreadFromHere = async () => {
    await api.PUT("/api/v1/topics/{topic_id}/read", { params: { path: { topic_id: topic.id } }, body: { number: post.number - 1, exactly: true } });
    await client.invalidateQueries({ queryKey: ["forum", "topics"] });
    toast.done(t("post.unread.done"));
  };
  const run = (work: Promise<unknown>) => void work.catch(toast.failed);
  const accepted = topic.accepted_post_id === post.id;
  return (
    <>
      <Menu trigger={<IconButton size="small" icon={Ellipsis} label={t("post.more", { number: post.number })} />}>
        {(m) => (
          <>
            <m.Item icon={Link2} onSelect={copy}>{t("post.copyLink")}</m.Item>
            <m.Item icon={CircleDot} onSelect={() => run(unreadFromHere())}>{t("post.unread")}</m.Item>
            {post.version > 1 && <m.Item icon={History} onSelect={onHistory}>{t("post.history")}</m.Item>}
            {rights.accept && post.number > 1 && shown && (
              <m.Item icon={BadgeCheck} onSelect={() => run(accept(accepted ? null : post.id))}>
                {accepted ? t("post.unaccept") : t("post.accept")}
              </m.Item>
            )}
            {rights.curate && accepted && <m.Item icon={BookCheck} onSelect={() => setAsking("promote")}>{t("promote.action")}</m.Item>}
            {post.mine && shown && rights.reply && (
              <>
                <m.Separator />
                <m.Item icon={PenLine} onSelect={onEdit}>{t("post.edit")}</m.Item>
              </>
            )}
            {(post.mine || rights.moderate) && shown && post.number > 1 && (
              <m.Item icon={Trash2} danger onSelect={() => setAsking("delete")}>{t("post.delete")}</m.Item>
            )}
            {!post.mine && mayFlag && shown && <m.Item icon={Flag} onSelect={() => setAsking("flag")}>{t("flag.action")}</m.Item>}
            {rights.moderate && <m.Separator />}
            {rights.moderate && shown && <m.Item icon={EyeOff} onSelect={() => setAsking("hide")}>{t("post.hide")}</m.Item>}
            {rights.moderate && post.state === "hidden" && <m.Item icon={Eye} onSelect={() => run(moderate("restore"))}>{t("post.restore")}</m.Item>}
            {rights.moderate && post.open_flags > 0 && <m.Item icon={ShieldCheck} onSelect={() => run(moderate("dismiss"))}>{t("flag.dismiss")}</m.Item>}
          </>
        )}
      </Menu>
      {asking === "delete" && (
        <ReasonDialog
          place={`post:${post.id}:delete`}
          onClose={() => setAsking(null)}
          title={t("post.delete.title")}
          detail={t("post.delete.detail")}
          confirm={t("post.delete")}
          run={async (reason) => put(await body(api.DELETE("/api/v1/posts/{post_id}", { params: { path: { post_id: post.id }, query: { reason } } })))}
        />
      )}
      {asking === "hide" && (
        <ReasonDialog
          place={`post:${post.id}:hide`}
          onClose={() => setAsking(null)}
          needed
          title={t("post.hide.title")}
          detail={t("post.hide.detail")}
          confirm={t("post.hide")}
          run={(reason) => moderate("hide", reason)}
        />
      )}
      {asking === "flag" && <FlagDialog post={post} onClose={() => setAsking(null)} />}
      {asking === "promote" && <PromoteDialog topic={topic} post={post} onClose={() => setAsking(null)} />}
    </>
  );
}
