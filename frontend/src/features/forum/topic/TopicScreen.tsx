import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { EyeOff } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { Acknowledgement } from "../advisory/Acknowledgement";
import { AdvisoryFacts } from "../advisory/AdvisoryFacts";
import { Indicators } from "../advisory/Indicators";
import { ReplyBox } from "../compose/ReplyBox";
import { useText } from "../text";
import type { Post, Topic } from "../types";
import { PostList } from "../post/PostList";
import { showPost } from "./jump";
import { allPosts, postsQuery, startOf } from "./posts";
import { SplitBar } from "./SplitBar";
import { TopicAside } from "./TopicAside";
import { TopicBar } from "./TopicBar";
import { TopicFacts } from "./TopicFacts";
import { TopicMenu } from "./TopicMenu";
import css from "./Topic.module.css";
import { useReading } from "./useReading";
import { useTopicStream } from "./useTopicStream";

/** One topic from its header to the place where one replies. */
export function TopicScreen({ topic, post }: { topic: Topic; post: number | undefined }) {
  const t = useText();
  const navigate = useNavigate();
  const [first] = useState({ start: post ?? startOf(topic), since: topic.last_read, known: topic.posts });
  const [start, setStart] = useState(first.start);
  const [asked, setAsked] = useState(post);
  const [replyTo, setReplyTo] = useState<Post | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const query = useInfiniteQuery(postsQuery(topic.id, start));
  const posts = useMemo(() => allPosts(query.data), [query.data]);
  const { lost, put } = useTopicStream(topic.id, start);
  const reading = useReading(topic.id, topic.last_read);

  // A link to another post of this topic was followed.
  if (post !== asked) {
    setAsked(post);
    if (post !== undefined && !posts.some((one) => one.number === post)) setStart(post);
  }
  const jump = useCallback(
    (number: number) => {
      if (!showPost(number)) setStart(number);
      void navigate({ to: "/forum/topics/$topicId", params: { topicId: topic.id }, search: { post: number }, replace: true, resetScroll: false });
    },
    [navigate, topic.id],
  );
  const reply = useCallback((to: Post | null) => {
    setReplyTo(to);
    document.getElementById("reply")?.scrollIntoView({ block: "end" });
    document.querySelector<HTMLTextAreaElement>("#reply textarea")?.focus({ preventScroll: true });
  }, []);

  if (lost) {
    return (
      <Page title={t("topic.lost.title")} width="read">
        <EmptyState icon={EyeOff} title={t("topic.lost.heading")} action={<LinkButton to="/forum">{t("topic.lost.back")}</LinkButton>}>
          {t("topic.lost.detail")}
        </EmptyState>
      </Page>
    );
  }
  const trail = [{ to: "/forum", label: t("title") }];
  if (topic.group) trail.push({ to: `/forum/groups/${topic.group.id}`, label: topic.group.name });
  return (
    <Page
      title={topic.title}
      width="wide"
      trail={trail}
      label={<TlpLabel label={topic.label} size="large" />}
      intro={<TopicFacts topic={topic} />}
      actions={<TopicMenu topic={topic} onPick={() => setPicked(new Set())} />}
      aside={<TopicAside topic={topic} />}
    >
      <TopicBar topic={topic} at={reading.at} since={first.since < first.known ? first.since : 0} onJump={jump} onReply={topic.rights.reply ? () => reply(null) : undefined} />
      {topic.kind === "advisory" && (
        <>
          <AdvisoryFacts topic={topic} />
          <Acknowledgement topic={topic} />
          {topic.indicators.length > 0 && <Indicators topic={topic} />}
        </>
      )}
      <PostList
        topic={topic}
        query={query}
        posts={posts}
        start={asked ?? start}
        since={first.since < first.known ? first.since : null}
        watch={reading.watch}
        put={put}
        onReply={topic.rights.reply ? reply : undefined}
        onJump={jump}
        picked={picked}
        onPicked={setPicked}
      />
      {picked && <SplitBar topic={topic} picked={picked} onClose={() => setPicked(null)} />}
      <div id="reply" className={css.reply}>
        <ReplyBox topic={topic} replyTo={replyTo} onForget={() => setReplyTo(null)} onSent={put} />
      </div>
    </Page>
  );
}
