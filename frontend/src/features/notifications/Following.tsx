import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { api, body } from "@/api/client";
import type { Schemas } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/Button";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { Table } from "@/ui/Table";
import { Select } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import css from "./Notices.module.css";
import { channelNamesQuery, mailsQuery, subscriptionsQuery } from "./queries";
import { useText } from "./text";

type Subscription = Schemas["SubscriptionRead"];
const levels = ["all", "mentions", "nothing"] as const;
const pages: Record<string, string> = { topic: "/forum/topics/", group: "/forum/groups/", channel: "/chat/" };
const kinds = ["topic", "group", "channel"] as const;

/** What of my places has a choice of its own, to change or to forget. */
export function Following() {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(subscriptionsQuery);
  // Still under way until the list has come again, so that nothing shows the old choice in between.
  const again = () => queryClient.invalidateQueries({ queryKey: subscriptionsQuery.queryKey });
  const change = useMutation({
    mutationFn: ({ place, level }: { place: string; level: Schemas["Level"] }) =>
      body(api.PUT("/api/v1/subscriptions/{place}", { params: { path: { place } }, body: { level } })),
    onSettled: again,
    onError: toast.failed,
  });
  const forget = useMutation({
    mutationFn: (place: string) => api.DELETE("/api/v1/subscriptions/{place}", { params: { path: { place } } }),
    onSettled: again,
    onError: toast.failed,
  });
  // A conversation's name is who is in it, which the list of channels says.
  const unnamed = query.data?.filter(({ place, name }) => name === null && place.startsWith("channel:")).map(({ place }) => place) ?? [];
  const channels = useQuery(channelNamesQuery(unnamed));
  const kindOf = ({ place }: Subscription) => kinds.find((one) => place.startsWith(`${one}:`));
  const nameOf = ({ place, name }: Subscription) => name ?? channels.data?.get(place) ?? null;
  const where = (row: Subscription) => {
    const kind = kindOf(row);
    const name = nameOf(row);
    // Until the names are there it is not known whether one of these is still shared.
    if (!name && kind === "channel" && channels.isPending) return <span className={css.meta}>…</span>;
    if (!kind || !name) return <span className={css.meta}>{t("place.gone")}</span>;
    return (
      <span className={css.inline}>
        <Link to={(pages[kind] ?? "/") + row.place.slice(kind.length + 1)}>{name}</Link>
        <span className={css.meta}>{t(`place.${kind}`)}</span>
      </span>
    );
  };
  return (
    <Section title={t("following.title")}>
      <Pending query={query} compact />
      {query.data?.length === 0 && <p className={css.meta}>{t("following.empty")}</p>}
      {query.data && query.data.length > 0 && (
        <Table
          caption={t("following.title")}
          middle
          rows={query.data}
          rowKey={(row) => row.place}
          columns={[
            { key: "place", header: t("mails.what"), rowHeader: true, cell: where },
            {
              key: "level",
              header: t("preferences.kind"),
              cell: (row) => (
                <Select
                  className={css.when}
                  aria-label={t("following.level", { place: nameOf(row) ?? t("place.gone") })}
                  value={change.isPending && change.variables.place === row.place ? change.variables.level : row.level}
                  onChange={(level) => change.mutate({ place: row.place, level: level as Schemas["Level"] })}
                  options={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
                />
              ),
            },
            { key: "since", header: t("mails.when"), wideOnly: true, cell: (row) => <Time at={row.created_at} /> },
            { key: "forget", header: "", cell: (row) => <IconButton icon={X} size="small" label={t("following.forget")} busy={forget.isPending && forget.variables === row.place} onClick={() => forget.mutate(row.place)} /> },
          ]}
        />
      )}
    </Section>
  );
}

const tones = { queued: "neutral", sent: "good", failed: "danger" } as const;

/** The last mails to me and what became of them. */
export function Mails() {
  const t = useText();
  const query = useQuery(mailsQuery);
  const state = (value: string) => (value === "sent" || value === "failed" ? value : "queued");
  return (
    <Section title={t("mails.title")}>
      <Pending query={query} compact />
      {query.data?.length === 0 && <p className={css.meta}>{t("mails.empty")}</p>}
      {query.data && query.data.length > 0 && (
        <Table
          caption={t("mails.title")}
          rows={query.data}
          rowKey={(mail) => mail.id}
          columns={[
            { key: "when", header: t("mails.when"), rowHeader: true, cell: (mail) => <Time at={mail.sent_at ?? mail.created_at} /> },
            { key: "label", header: t("mails.what"), cell: (mail) => mail.label && <TlpLabel label={mail.label} size="small" /> },
            {
              key: "state",
              header: t("mails.state"),
              cell: (mail) => (
                <span className={css.inline}>
                  <Badge tone={tones[state(mail.state)]}>{t(`mails.state.${state(mail.state)}`)}</Badge>
                  {mail.encrypted && <Badge>{t("mails.encrypted")}</Badge>}
                  {mail.error && <span className={css.failed}>{mail.error}</span>}
                </span>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
