import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { BellOff, CheckCheck, Settings2 } from "lucide-react";
import { Button, LinkButton } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { LoadMore } from "@/ui/LoadMore";
import { Card, Page } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Notice } from "./Notice";
import css from "./Notices.module.css";
import { listQuery, useMarkRead } from "./queries";
import { useText } from "./text";

export default function NotificationsPage() {
  const t = useText();
  const navigate = useNavigate();
  const { unread = false } = useSearch({ strict: false }) as { unread?: boolean };
  const query = useInfiniteQuery(listQuery(unread));
  const mark = useMarkRead();
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t("title")}
      intro={t("intro")}
      width="read"
      actions={
        <>
          <LinkButton to="/settings/notifications" icon={Settings2}>
            {t("preferences")}
          </LinkButton>
          <Button icon={CheckCheck} busy={mark.isPending} onClick={() => mark.mutate("all")}>
            {t("all.read")}
          </Button>
        </>
      }
    >
      <Field group hideLabel label={t("filter")}>
        <RadioGroup
          inline
          value={unread ? "unread" : "all"}
          onChange={(value) => void navigate({ to: "/notifications", search: { unread: value === "unread" || undefined } })}
        >
          <Radio value="all" label={t("filter.all")} />
          <Radio value="unread" label={t("filter.unread")} />
        </RadioGroup>
      </Field>
      <Pending query={query} height={320} />
      {query.data && items.length === 0 && (
        <EmptyState icon={BellOff} title={unread ? t("empty.unread") : t("empty.title")}>
          {t("empty.detail")}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Card flush>
          <ul className={css.list}>{items.map((notice) => <Notice key={notice.id} notice={notice} />)}</ul>
        </Card>
      )}
      <LoadMore query={query} auto />
    </Page>
  );
}
