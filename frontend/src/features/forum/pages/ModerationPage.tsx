import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EyeOff, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { LoadMore } from "@/ui/LoadMore";
import { Page, Row } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { keys, moderationQuery } from "../api";
import { ForumNav } from "../ForumNav";
import { ReasonDialog } from "../post/ReasonDialog";
import { useText } from "../text";
import type { FlaggedPost } from "../types";
import css from "./Pages.module.css";

/** Flagged posts that wait for me as a moderator or steward, the oldest first. */
export default function ModerationPage() {
  const t = useText();
  const client = useQueryClient();
  const query = useInfiniteQuery(moderationQuery);
  const [hiding, setHiding] = useState<FlaggedPost | null>(null);
  const [busy, setBusy] = useState("");
  const posts = query.data?.pages.flatMap((page) => page.items) ?? [];
  const act = async (post: FlaggedPost, wanted: "hide" | "dismiss", reason = "") => {
    await api.POST("/api/v1/posts/{post_id}/moderation", { params: { path: { post_id: post.post_id } }, body: { act: wanted, reason } });
    await client.invalidateQueries({ queryKey: keys.moderation });
    void client.invalidateQueries({ queryKey: keys.posts(post.topic_id) });
    toast.done(t(wanted === "hide" ? "moderation.hidden" : "moderation.dismissed"));
  };
  const dismiss = async (post: FlaggedPost) => {
    setBusy(post.post_id);
    await act(post, "dismiss").catch(toast.failed);
    setBusy("");
  };
  return (
    <Page title={t("moderation.title")} intro={t("moderation.intro")} width="wide">
      <ForumNav />
      <Pending query={query} lines={6} />
      {query.data && posts.length === 0 && (
        <EmptyState icon={ShieldCheck} title={t("moderation.none")}>
          {t("moderation.none.detail")}
        </EmptyState>
      )}
      <ul className={css.list}>
        {posts.map((post) => (
          <li key={post.post_id} className={css.item}>
            <div className={css.head}>
              <span className={css.title}>
                <TlpLabel label={post.label} size="small" />
                <Link to="/forum/topics/$topicId" params={{ topicId: post.topic_id }} search={{ post: post.number }}>
                  {post.topic_title} #{post.number}
                </Link>
              </span>
              <span className={css.small}>
                {post.group?.name} · <Time at={post.flagged_at} />
              </span>
            </div>
            <p className={css.excerpt}>
              {post.author && <strong>{post.author.name}: </strong>}
              {post.excerpt}
            </p>
            <ul className={css.flags}>
              {post.flags.map((flag) => (
                <li key={flag.id}>
                  <Badge tone="warn">{t(`flag.reason.${flag.reason}`)}</Badge>
                  <span>{flag.person?.name}</span>
                  {flag.note && <span className={css.small}>{flag.note}</span>}
                </li>
              ))}
            </ul>
            <Row>
              <Button size="small" icon={ShieldCheck} busy={busy === post.post_id} onClick={() => void dismiss(post)}>
                {t("flag.dismiss")}
              </Button>
              <Button size="small" icon={EyeOff} onClick={() => setHiding(post)}>
                {t("post.hide")}
              </Button>
            </Row>
          </li>
        ))}
      </ul>
      <LoadMore query={query} auto />
      {hiding && (
        <ReasonDialog
          place={`post:${hiding.post_id}:hide`}
          onClose={() => setHiding(null)}
          needed
          title={t("post.hide.title")}
          detail={t("post.hide.detail")}
          confirm={t("post.hide")}
          run={(reason) => act(hiding, "hide", reason)}
        />
      )}
    </Page>
  );
}
