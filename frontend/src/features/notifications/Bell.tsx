import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell as BellIcon, CheckCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { useStream } from "@/api/live";
import { loadTexts, useLocale } from "@/i18n";
import { Count } from "@/ui/Badge";
import { Button, IconButton } from "@/ui/Button";
import { Popover } from "@/ui/Popover";
import { ErrorState, Skeleton } from "@/ui/States";
import { Notice } from "./Notice";
import css from "./Notices.module.css";
import { keys, listQuery, unreadQuery, useMarkRead } from "./queries";
import { useText } from "./text";

/** The texts of this feature come with its pages; the bell is on every page and asks for them itself. */
function useOwnTexts(): boolean {
  const locale = useLocale();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let current = true;
    const load = () => {
      loadTexts("notifications").then(
        () => current && setReady(true),
        // The link went before they came.
        () => current && window.addEventListener("online", load, { once: true }),
      );
    };
    load();
    return () => {
      current = false;
      window.removeEventListener("online", load);
    };
  }, [locale]);
  return ready;
}

export default function Bell() {
  const ready = useOwnTexts();
  const t = useText();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  const refresh = () => void queryClient.invalidateQueries({ queryKey: keys.all });
  useStream("me", { onEvent: (event) => event.type.startsWith("notification.") && refresh(), onReset: refresh });
  if (!ready) return null;
  return (
    <Popover
      label={t("bell")}
      open={open}
      onOpenChange={setOpen}
      align="end"
      className={css.panel}
      trigger={
        <IconButton
          icon={BellIcon}
          className={css.bell}
          label={unread > 0 ? t("bell.unread", { count: unread }) : t("bell")}
          mark={
            <span className={css.mark}>
              <Count value={unread} label="" tone="danger" />
            </span>
          }
        />
      }
    >
      <Panel onClose={() => setOpen(false)} unread={unread} />
    </Popover>
  );
}

function Panel({ onClose, unread }: { onClose: () => void; unread: number }) {
  const t = useText();
  const query = useInfiniteQuery(listQuery(false));
  const mark = useMarkRead();
  const items = query.data?.pages[0]?.items.slice(0, 12);
  return (
    <>
      <div className={css.panelHead}>
        <strong>{t("bell")}</strong>
        {unread > 0 && (
          <Button size="small" variant="quiet" icon={CheckCheck} busy={mark.isPending} onClick={() => mark.mutate("all")}>
            {t("all.read")}
          </Button>
        )}
      </div>
      <div className={css.panelBody}>
        {query.isPending && <Skeleton height={160} />}
        {query.isError && !items && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
        {items?.length === 0 && <p className={css.quiet}>{t("empty.detail")}</p>}
        <ul className={css.list}>{items?.map((notice) => <Notice key={notice.id} notice={notice} onOpen={onClose} />)}</ul>
      </div>
      <div className={css.panelFoot}>
        <Link to="/notifications" onClick={onClose}>
          {t("all.see")}
        </Link>
        <Link to="/settings/notifications" onClick={onClose}>
          {t("preferences")}
        </Link>
      </div>
    </>
  );
}
