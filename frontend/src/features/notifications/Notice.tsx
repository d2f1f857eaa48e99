import { Link } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { place } from "@/ui/place";
import { Time } from "@/ui/Time";
import { TlpLabel } from "@/ui/TlpLabel";
import { kindName } from "./kinds";
import css from "./Notices.module.css";
import { useMarkRead, type Notification } from "./queries";
import { useText } from "./text";

/** One notification: opening it marks it as read; the tick marks it without opening. */
export function Notice({ notice, onOpen }: { notice: Notification; onOpen?: () => void }) {
  const t = useText();
  const mark = useMarkRead();
  const unread = notice.read_at === null;
  const open = () => {
    if (unread) mark.mutate([notice.id]);
    onOpen?.();
  };
  return (
    <li className={cx(css.item, unread && css.unread)}>
      <span className={css.dot} role={unread ? "img" : undefined} aria-label={unread ? t("unread") : undefined} />
      <div className={css.words}>
        <TlpLabel label={notice.label} size="small" />
        <Link {...place(notice.url)} className={css.link} onClick={open}>
          {notice.withheld ? t("withheld") : notice.title}
        </Link>
        {notice.excerpt && <p className={css.excerpt}>{notice.excerpt}</p>}
        <span className={css.meta}>
          {kindName(t, notice.kind)} · <Time at={notice.created_at} />
        </span>
        {notice.mail === "failed" && <p className={css.failed}>{t("mail.failed", { why: notice.mail_error })}</p>}
      </div>
      {unread && <IconButton icon={Check} size="small" label={t("one.read")} onClick={() => mark.mutate([notice.id])} />}
    </li>
  );
}
