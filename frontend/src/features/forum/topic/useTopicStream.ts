import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { api, body } from "@/api/client";
import { useStream } from "@/api/live";
import { useMe } from "@/api/me";
import { keys, topicQuery } from "../api";
import type { Post, TeamAnswer, Acknowledgements, Topic, TopicCard } from "../types";
import { allPosts, atEnd, changedPost, personal, postsQuery, withPost, type Posts } from "./posts";

interface Told {
  post?: Post;
  post_id?: string;
  reactions?: { emoji: string; count: number }[];
  team?: TeamAnswer;
  card?: TopicCard;
}

function answered(all: Acknowledgements, team: TeamAnswer): Acknowledgements {
  const teams = all.teams.map((one) => (one.organisation.id === team.organisation.id ? { ...team, mine: one.mine } : one));
  return { ...all, teams, answered: teams.filter((one) => one.status !== null).length };
}

/** Keeps an open topic as it is at this moment. Says when it has been taken away. */
export function useTopicStream(topicId: string, start: number): { lost: boolean; put: (post: Post) => void } {
  const client = useQueryClient();
  const me = useMe().person.id;
  const [lost, setLost] = useState(false);
  const key = useMemo(() => postsQuery(topicId, start).queryKey, [topicId, start]);

  const change = useCallback(
    (with_: (posts: Posts) => Posts) => {
      client.setQueriesData<Posts>({ queryKey: keys.posts(topicId) }, (posts) => posts && with_(posts));
    },
    [client, topicId],
  );
  const put = useCallback(
    (post: Post) => {
      change((posts) => withPost(posts, post));
      client.setQueryData(keys.topic(topicId), (topic: Topic | undefined) =>
        topic && post.number > topic.posts ? { ...topic, posts: post.number } : topic,
      );
    },
    [change, client, topicId],
  );
  const known = (id: string) => allPosts(client.getQueryData<Posts>(key)).find((post) => post.id === id);

  const take = async (fresh: Post) => {
    const old = known(fresh.id);
    // Across the wall, and for what moderators may still read, the event does not say all.
    const veiled = !fresh.author || fresh.state === "hidden";
    if (!veiled) return put(personal(old, fresh, me));
    try {
      put((await body(api.GET("/api/v1/posts/{post_id}", { params: { path: { post_id: fresh.id } } }))).post);
    } catch {
      put(personal(old, fresh, me));
    }
  };
  const catchUp = useCallback(async () => {
    const posts = client.getQueryData<Posts>(key);
    const last = allPosts(posts).at(-1)?.number;
    if (last === undefined || !atEnd(posts)) return;
    const newer = await body(
      api.GET("/api/v1/topics/{topic_id}/posts", { params: { path: { topic_id: topicId }, query: { after: last, limit: 100 } } }),
    );
    newer.items.forEach(put);
  }, [client, key, put, topicId]);

  useStream(`topic:${topicId}`, {
    onEvent: (event) => {
      const told = event.data as Told;
      if (told.post) void take(told.post);
      const { reactions, post_id: id } = told;
      if (event.type === "forum.post.reacted" && id && reactions) {
        change((posts) => changedPost(posts, id, (post) => personal(post, { ...post, reactions: reactions.map((one) => ({ ...one, mine: false })) }, me)));
      }
      if (event.type === "forum.topic.acknowledged") {
        const { team } = told;
        if (team) client.setQueryData(keys.acknowledgements(topicId), (all: Acknowledgements | undefined) => all && answered(all, team));
        else void client.invalidateQueries({ queryKey: keys.acknowledgements(topicId) });
      }
      if (event.type === "forum.topic.changed" || event.type === "forum.topic.answered") {
        void client.invalidateQueries({ queryKey: keys.topic(topicId) });
      }
    },
    onReset: () => {
      void client.invalidateQueries({ queryKey: keys.topic(topicId) });
      void client.invalidateQueries({ queryKey: keys.posts(topicId) });
    },
    // Refused or revoked: what the server says to a plain question decides whether it is gone.
    onLost: () => void client.fetchQuery({ ...topicQuery(topicId), staleTime: 0 }).catch(() => setLost(true)),
  });

  useEffect(() => {
    // What was written between loading and listening.
    const timer = setTimeout(() => void catchUp().catch(() => undefined), 600);
    return () => clearTimeout(timer);
  }, [catchUp]);

  return { lost, put };
}
