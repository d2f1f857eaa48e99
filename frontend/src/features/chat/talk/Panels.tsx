import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { dayOf, startOfDay } from "@/i18n";
import { Combobox } from "@/ui/Combobox";
import { ConfirmDialog, Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { LoadMore } from "@/ui/LoadMore";
import { Pending } from "@/ui/Pending";
import { ErrorState } from "@/ui/States";
import { TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { keys, pinsQuery, type Point } from "../api";
import { people } from "../people";
import { useText } from "../text";
import type { Message } from "../types";
import { ArchiveChannel, EditChannel, RelabelChannel } from "./ChannelDialogs";
import { useTalk } from "./context";
import type { Panel } from "./Header";
import css from "./Panels.module.css";
import { shortened } from "./written";

interface PanelProps {
  onClose: () => void;
}

function Hit({ message, onClose }: { message: Message } & PanelProps) {
  const t = useText();
  const talk = useTalk();
  const go = () => {
    onClose();
    talk.jump(message.id, message.seq);
  };
  return (
    <li>
      <button type="button" className={css.hit} onClick={go}>
        <b>{message.author.name || t("person.unknown")}</b> <span className={css.meta}><Time at={message.created_at} show="full" /></span>
        <p>{shortened(message.body)}</p>
      </button>
    </li>
  );
}

function Pins({ onClose }: PanelProps) {
  const t = useText();
  const query = useQuery(pinsQuery(useTalk().channel.id));
  return (
    <Dialog open onClose={onClose} variant="side" title={t("pins.title")}>
      <Pending query={query} compact lines={4} />
      {query.data?.length === 0 && <p className={css.none}>{t("pins.none")}</p>}
      <ul className={css.found}>
        {query.data?.map((message) => <Hit key={message.id} message={message} onClose={onClose} />)}
      </ul>
    </Dialog>
  );
}

function History({ onClose }: PanelProps) {
  const t = useText();
  const { channel } = useTalk();
  const [words, setWords] = useState("");
  const q = useDeferredValue(words.trim());
  const query = useInfiniteQuery({
    queryKey: ["chat", "search", channel.id, q],
    queryFn: ({ signal, pageParam }) =>
      body(
        api.GET("/api/v1/channels/{channel_id}/search", {
          params: { path: { channel_id: channel.id }, query: { q, before: pageParam ?? undefined, limit: 30 } },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.previous,
    enabled: q !== "",
    placeholderData: (before) => before,
  });
  const found = q === "" ? [] : (query.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <Dialog open onClose={onClose} variant="side" title={t("search.title")}>
      <Field label={t("search.words")} hideLabel>
        <TextInput icon={Search} type="search" value={words} placeholder={t("search.words")} onChange={(event) => setWords(event.target.value)} />
      </Field>
      {query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {q !== "" && query.isSuccess && found.length === 0 && <p className={css.none}>{t("search.none")}</p>}
      <ul className={css.found} aria-live="polite">
        {found.map((message) => <Hit key={message.id} message={message} onClose={onClose} />)}
      </ul>
      {q !== "" && <LoadMore query={query} auto />}
    </Dialog>
  );
}

function DatePanel({ onClose, go }: PanelProps & { go: (point: Point) => Promise<void> }) {
  const t = useText();
  const [date, setDate] = useState("");
  const leave = () => {
    onClose();
    void go({ at: startOfDay(date).toISOString() });
  };
  return (
    <FormDialog size="small" title={t("date.title")} submit={t("date.go")} onClose={onClose} onSubmit={leave} ready={date !== ""}>
      <Field label={t("date.day")}>
        <TextInput type="date" value={date} max={dayOf(new Date())} onChange={(event) => setDate(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function AddPeople({ onClose }: PanelProps) {
  const t = useText();
  const client = useQueryClient();
  const { channel } = useTalk();
  const [added, setAdded, draft] = useDraft<Suggestion[]>(`chat:${channel.id}:people`, []);
  const add = useMutation({
    mutationFn: () =>
      api.POST("/api/v1/channels/{channel_id}/people", {
        params: { path: { channel_id: channel.id } },
        body: { people: added.map((person) => person.id) },
      }),
    onSuccess: async () => {
      draft.clear();
      await client.invalidateQueries({ queryKey: keys.channels });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("people.add")}
      submit={t("people.add")}
      onClose={onClose}
      onSubmit={() => add.mutate()}
      ready={added.length > 0}
      busy={add.isPending}
      error={add.error}
      draft={draft}
    >
      <Field label={t("new.talk.who")} hint={t("people.add.hint")}>
        <Combobox multiple value={added} onChange={setAdded} source={people} />
      </Field>
    </FormDialog>
  );
}

function Leave({ onClose }: PanelProps) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { channel } = useTalk();
  const leave = async () => {
    try {
      await api.DELETE("/api/v1/channels/{channel_id}/people/me", { params: { path: { channel_id: channel.id } } });
      await navigate({ to: "/chat" });
      await client.invalidateQueries({ queryKey: keys.channels });
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <ConfirmDialog open onClose={onClose} onConfirm={() => void leave()} variant="danger" title={t("people.leave")} confirm={t("people.leave")}>
      {t("people.leave.detail")}
    </ConfirmDialog>
  );
}

function OfChannel({ panel, onClose }: { panel: "edit" | "label" | "archive" } & PanelProps) {
  const { channel } = useTalk();
  if (panel === "edit") return <EditChannel channel={channel} onClose={onClose} />;
  if (panel === "label") return <RelabelChannel channel={channel} onClose={onClose} />;
  return <ArchiveChannel channel={channel} onClose={onClose} />;
}

/** What opens beside or over a conversation from its header. */
export default function Panels({ panel, onClose, go }: { panel: Panel; go: (point: Point) => Promise<void> } & PanelProps) {
  if (panel === "pins") return <Pins onClose={onClose} />;
  if (panel === "search") return <History onClose={onClose} />;
  if (panel === "date") return <DatePanel onClose={onClose} go={go} />;
  if (panel === "people") return <AddPeople onClose={onClose} />;
  if (panel === "leave") return <Leave onClose={onClose} />;
  return <OfChannel panel={panel} onClose={onClose} />;
}
