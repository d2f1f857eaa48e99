import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef } from "react";
import { Button } from "@/ui/Button";
import { LoadMore } from "@/ui/LoadMore";
import { ErrorState, Skeleton } from "@/ui/States";
import { useText } from "../text";
import { showPost } from "../topic/jump";
import type { Posts } from "../topic/posts";
import type { Post, Topic } from "../types";
import { PostItem } from "./PostItem";
import css from "./PostList.module.css";

export interface PostListProps {
  topic: Topic;
  query: UseInfiniteQueryResult<Posts>;
  posts: Post[];
  /** The post to bring into view when the posts have arrived. */
  start: number;
  /** How far it was read when it was opened; null where nothing is new. */
  since: number | null;
  watch: (element: HTMLElement | null) => void;
  put: (post: Post) => void;
  onReply?: (post: Post) => void;
  onJump: (number: number) => void;
  picked: ReadonlySet<string> | null;
  onPicked: (picked: ReadonlySet<string>) => void;
}

/** The first post that is seen, and how far it is from the top of the page. */
function inView(posts: Post[]): { id: string; top: number } | null {
  for (const { number } of posts) {
    const id = `post-${number}`;
    const box = document.getElementById(id)?.getBoundingClientRect();
    if (box && box.bottom > 0) return { id, top: box.top + window.scrollY };
  }
  return null;
}

/** The posts of a topic, loading older and newer ones as one comes near the ends. */
export function PostList(props: PostListProps) {
  const { topic, query, posts, start, since, watch, picked, onPicked } = props;
  const t = useText();
  const heading = useId();
  const shown = useRef(0);
  const first = posts[0]?.number;
  const anchor = useRef<{ id: string; top: number } | null>(null);

  useEffect(() => {
    if (first === undefined || shown.current === start) return;
    shown.current = start;
    if (start <= 1 && since === null) return;
    // The router restores the window's place once after a page is shown; this comes after it.
    const show = () => {
      const divider = since !== null && start === since + 1 ? document.getElementById("new") : null;
      if (divider) divider.scrollIntoView();
      else showPost(start);
    };
    const frame = requestAnimationFrame(() => requestAnimationFrame(show));
    return () => cancelAnimationFrame(frame);
  }, [first, start, since]);

  useLayoutEffect(() => {
    const held = anchor.current;
    const element = held && document.getElementById(held.id);
    // What is being read stays in its place when posts come in or leave above it. Browsers see to that themselves,
    // but for some, and but for the very top, where one would be led from page to page to the first post.
    if (element && (window.scrollY === 0 || !CSS.supports("overflow-anchor", "auto"))) {
      window.scrollBy(0, element.getBoundingClientRect().top + window.scrollY - held.top);
    }
    anchor.current = null;
  }, [first]);
  const older = useMemo(
    () => ({
      hasNextPage: query.hasPreviousPage,
      isFetchingNextPage: query.isFetchingPreviousPage,
      isFetchNextPageError: query.isFetchPreviousPageError,
      error: query.error,
      fetchNextPage: () => {
        anchor.current = inView(posts);
        return query.fetchPreviousPage();
      },
    }),
    [query, posts],
  );
  const newer = useMemo(
    () => ({
      hasNextPage: query.hasNextPage,
      isFetchingNextPage: query.isFetchingNextPage,
      isFetchNextPageError: query.isFetchNextPageError,
      error: query.error,
      fetchNextPage: () => {
        anchor.current = inView(posts);
        return query.fetchNextPage();
      },
    }),
    [query, posts],
  );

  const choice = useRef({ picked, onPicked });
  useEffect(() => {
    choice.current = { picked, onPicked };
  });
  // The same function each time: a page that comes in renders its own posts and none of those that are there.
  const pick = useCallback((id: string, on: boolean) => {
    const next = new Set(choice.current.picked);
    if (on) next.add(id);
    else next.delete(id);
    choice.current.onPicked(next);
  }, []);

  if (query.isPending) {
    return (
      <div className={css.list}>
        {[0, 1, 2].map((row) => (
          <div key={row} className={css.waiting}>
            <Skeleton lines={4} />
          </div>
        ))}
      </div>
    );
  }
  if (query.isError && posts.length === 0) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const last = posts.at(-1)?.number ?? 0;
  return (
    <section className={css.list} aria-labelledby={heading}>
      <h2 id={heading} className="visually-hidden">
        {t("posts")}
      </h2>
      <LoadMore query={older} label={t("posts.older")} auto />
      {posts.map((post) => (
        <div key={post.id} className={css.item}>
          {since !== null && post.number === since + 1 && post.number > 1 && (
            <div className={css.divider} id="new">
              <span>{t("posts.new")}</span>
            </div>
          )}
          <PostItem
            topic={topic}
            post={post}
            accepted={topic.accepted_post_id === post.id}
            onReply={props.onReply}
            onJump={props.onJump}
            put={props.put}
            picked={picked?.has(post.id) ?? null}
            onPick={pick}
          />
          <div ref={watch} data-end={post.number} />
        </div>
      ))}
      <LoadMore query={newer} label={t("posts.newer")} auto />
      {!query.hasNextPage && last < topic.posts && (
        <Button size="small" onClick={() => void query.fetchNextPage()}>
          {t("posts.newer")}
        </Button>
      )}
    </section>
  );
}
