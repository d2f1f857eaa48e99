import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { useMay } from "@/api/me";
import type { Schemas } from "@/api/types";
import { Banner } from "@/ui/Banner";
import { Count } from "@/ui/Badge";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { place } from "@/ui/place";
import { ErrorState } from "@/ui/States";
import { Time } from "@/ui/Time";
import { Entries, Entry, Quiet } from "./Entry";
import { chatQuery, invitationsQuery, notificationsQuery } from "./queries";
import { useText } from "./text";
import css from "./Today.module.css";

/** What is unread in each of my groups. */
export function Groups({ groups }: { groups: Schemas["GroupNews"][] }) {
  const t = useText();
  const invitations = useQuery(invitationsQuery).data?.length ?? 0;
  return (
    <Section title={t("groups.title")}>
      {invitations > 0 && (
        <Banner icon={Mail} tone="accent">
          <Link to="/directory/groups" search={{ scope: "invitations" }}>
            {t("groups.invitations", { count: invitations })}
          </Link>
        </Banner>
      )}
      {groups.length === 0 ? (
        <Quiet>
          {t("groups.none")} <Link to="/directory/groups">{t("groups.find")}</Link>
        </Quiet>
      ) : (
        <Entries>
          {groups.map(({ group, unread_topics }) => (
            <Entry
              key={group?.id ?? ""}
              to={group ? `/forum/groups/${group.id}` : "/forum"}
              search={{ unread: true }}
              title={group?.name ?? t("groups.outside")}
              end={<Count value={unread_topics} label={t("groups.count", { count: unread_topics })} />}
            />
          ))}
        </Entries>
      )}
    </Section>
  );
}

/** What calls for me in chat; nothing where nothing does. */
export function Chat() {
  const t = useText();
  const may = useMay("forum:chat:read");
  const query = useQuery({ ...chatQuery, enabled: may });
  const { mentions = 0, conversations = 0 } = query.data ?? {};
  if (query.isError && !query.data) {
    return (
      <Section title={t("chat.title")}>
        <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />
      </Section>
    );
  }
  if (mentions + conversations === 0) return null;
  return (
    <Section title={t("chat.title")}>
      <Entries>
        {mentions > 0 && <Entry to="/chat" title={t("chat.mentions", { count: mentions })} />}
        {conversations > 0 && <Entry to="/chat" title={t("chat.conversations", { count: conversations })} />}
      </Entries>
    </Section>
  );
}

export function Notifications() {
  const t = useText();
  const query = useQuery(notificationsQuery);
  return (
    <Section
      title={t("notifications.title")}
      actions={
        <Link to="/notifications" className={css.more}>
          {t("notifications.all")}
        </Link>
      }
    >
      <Pending query={query} compact height={96} />
      {query.data?.items.length === 0 && <Quiet>{t("notifications.none")}</Quiet>}
      {query.data && query.data.items.length > 0 && (
        <Entries>
          {query.data.items.map((item) => (
            <Entry
              key={item.id}
              {...place(item.url)}
              label={item.label}
              title={item.withheld ? t("notifications.withheld") : item.title}
              excerpt={item.excerpt}
              meta={<Time at={item.created_at} />}
            />
          ))}
        </Entries>
      )}
    </Section>
  );
}
