import { useNavigate } from "@tanstack/react-router";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useConnection } from "@/api/live";
import { useMe } from "@/api/me";
import { EmptyState, Skeleton } from "@/ui/States";
import { messageQuery, readersQuery } from "../api";
import { Composer } from "../send/Composer";
import { useOutbox } from "../send/useOutbox";
import { useText } from "../text";
import type { Channel, Message, Stretch } from "../types";
import { useChannelName } from "../useChannelName";
import { TalkContext, type Talk } from "./context";
import css from "./Conversation.module.css";
import { Header, type Panel } from "./Header";
import { MessageList, type MessageListHandle } from "./MessageList";
import { MessageSheet } from "./MessageTools";
import { rowsOf } from "./rows";
import { useChannelStream } from "./useChannelStream";
import { useReading } from "./useReading";
import { useStretch } from "./useStretch";

const Panels = lazy(() => import("./Panels"));
const ThreadPanel = lazy(() => import("../thread/ThreadPanel"));
const CarryBar = lazy(() => import("./CarryBar"));
const RevisionsDialog = lazy(() => import("./RevisionsDialog"));

export interface ConversationProps {
  channel: Channel;
  /** What is loaded; nothing yet while it is on its way. */
  stretch: Stretch | undefined;
  /** The message that the address names. */
  message: string | undefined;
}

export function Conversation({ channel, stretch, message }: ConversationProps) {
  const t = useText();
  const me = useMe().person.id;
  const client = useQueryClient();
  const navigate = useNavigate();
  const name = useChannelName()(channel);
  const { waiting } = useOutbox();
  const list = useRef<MessageListHandle>(null);
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const [asked, setAsked] = useState<Message | null>(null);
  const [history, setHistory] = useState<Message | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [thread, setThread] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const { newAfter, seen, readAgain } = useReading(channel);
  const { loading, older, newer: following, go } = useStretch(channel.id, stretch);
  // Without a link there is nothing newer to be had: what one writes stands at the end of what is loaded.
  const newer = useConnection() === "offline" ? null : following;
  const { typing, typed } = useChannelStream(channel, stretch);
  useEffect(() => {
    document.title = `${name} · Atalaya`;
  }, [name]);

  const items = stretch?.items;
  const mine = useMemo(() => waiting.filter((one) => one.channel === channel.id), [waiting, channel.id]);
  const rows = useMemo(
    () => rowsOf(items ?? [], mine, me, newAfter, stretch?.previous === null),
    [items, mine, me, newAfter, stretch?.previous],
  );

  const jump = async (id: string, seq?: number) => {
    if (list.current?.show(id)) return;
    const at = seq ?? (await client.fetchQuery(messageQuery(channel.id, id)).catch(() => null))?.seq;
    if (at === undefined) return;
    setWanted(id);
    await go({ around: at });
  };
  useEffect(() => {
    if (wanted && list.current?.show(wanted)) setWanted(null);
  }, [wanted, rows]);
  // An address that names a message leads to it, also when the conversation is open already.
  const named = useRef<string | undefined>(undefined);
  const loaded = stretch !== undefined;
  const lead = useRef(jump);
  useEffect(() => {
    lead.current = jump;
  });
  useEffect(() => {
    if (!message || !loaded || named.current === message) return;
    named.current = message;
    void lead.current(message);
  }, [message, loaded]);

  const readers = useQuery(readersQuery(channel.id)).data?.people;
  const names = useMemo(() => new Map([...channel.people, ...(readers ?? [])].map((person) => [person.id, person.name])), [channel.people, readers]);
  const talk: Talk = {
    channel, me, names, editing, chosen,
    edit: (one) => setEditing(one?.id ?? null),
    reply: setReplyTo,
    thread: (root) => {
      setPanel(null);
      setThread(root);
    },
    jump: (id, seq) => void jump(id, seq),
    choose: (id) =>
      setChosen((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    ask: setAsked,
    readAgain: (one) => void readAgain(one.seq - 1),
    history: setHistory,
    find: (id) => items?.find((one) => one.id === id),
  };
  const newest = () => void go({}).then(() => setTimeout(() => list.current?.toEnd(), 50));
  const toEnd = () => setTimeout(() => list.current?.toEnd(), 50);
  // Without a link what was written is in view now, and is to be when it has arrived.
  const held = useRef(false);
  const [wrote, setWrote] = useState(false);
  const sent = () => {
    held.current = newer === null;
    setWrote(true);
    if (newer) newest();
    else toEnd();
  };
  // What was sent now stands among the newest, which may not be loaded, or came in between meanwhile.
  const waited = useRef(mine.length);
  const leave = useRef(newest);
  useEffect(() => {
    leave.current = newest;
  });
  useEffect(() => {
    if (mine.length < waited.current) {
      if (following) leave.current();
      else if (held.current) toEnd();
      held.current = mine.length > 0 && held.current;
    } else if (mine.length > waited.current && held.current) {
      toEnd();
    }
    waited.current = mine.length;
  }, [mine.length, following]);
  const unseenAbove = newAfter !== null && (items?.[0]?.seq ?? 0) > newAfter && stretch?.previous !== null;

  return (
    <TalkContext.Provider value={talk}>
      <div className={css.talk}>
        <section className={css.main} aria-label={name}>
          <Header channel={channel} onPick={() => setChosen(new Set())} open={(what) => { setThread(null); setPanel(what); }} />
          {unseenAbove && (
            <button type="button" className={css.jump} onClick={() => void go({ around: newAfter }).then(() => setWanted("new"))}>
              <ArrowUp size={16} aria-hidden />
              {t("talk.toUnread")}
            </button>
          )}
          {!loaded ? (
            <div className={css.waiting}>
              <Skeleton lines={12} />
            </div>
          ) : rows.every((row) => row.kind === "start") ? (
            <div className={css.center}>
              <EmptyState title={t("talk.empty.title")}>{t("talk.empty.detail")}</EmptyState>
            </div>
          ) : (
            <MessageList
              ref={list}
              {...{ rows, older, newer, loading }}
              // Who wrote before the messages were there sees what they wrote, and not where the unread begin.
              start={wrote ? "end" : (message ?? "new")}
              before={t("talk.beginning")}
              onSeen={seen}
              toNewest={newest}
              unseen={channel.unread}
            />
          )}
          {chosen ? (
            <Suspense>
              <CarryBar
                chosen={chosen}
                onClose={() => setChosen(null)}
                onMade={(topic) => void navigate({ to: "/forum/topics/$topicId", params: { topicId: topic } })}
              />
            </Suspense>
          ) : (
            <Composer channel={channel} replyTo={replyTo} onForget={() => setReplyTo(null)} onSent={sent} typing={typing} onType={typed} />
          )}
        </section>
        <Suspense>
          {thread && <ThreadPanel root={thread} onClose={() => setThread(null)} />}
          {panel && <Panels panel={panel} onClose={() => setPanel(null)} go={(point) => go(point).then(() => undefined)} />}
          {history && <RevisionsDialog message={history} onClose={() => setHistory(null)} />}
        </Suspense>
        {asked && <MessageSheet message={asked} onClose={() => setAsked(null)} />}
      </div>
    </TalkContext.Provider>
  );
}
