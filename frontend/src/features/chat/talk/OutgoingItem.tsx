import { CircleAlert, Clock, RotateCw, Trash2 } from "lucide-react";
import { useMe } from "@/api/me";
import { useConnection } from "@/api/live";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import type { Outgoing } from "../send/outbox";
import { useOutbox } from "../send/useOutbox";
import { useText } from "../text";
import css from "./MessageItem.module.css";
import { shortenedFiles } from "./written";

/** A message that is on its way, waits for the link, or was refused; never lost. */
export function OutgoingItem({ outgoing, joined }: { outgoing: Outgoing; joined: boolean }) {
  const t = useText();
  const name = useMe().person.name;
  const { box } = useOutbox();
  const connection = useConnection();
  const offline = connection === "offline" || connection === "reconnecting";
  return (
    <article className={cx(css.message, joined && css.joined)} data-message={outgoing.id} tabIndex={-1}>
      <div className={css.side}>{!joined && <Avatar name={name} size={40} decorative />}</div>
      <div className={css.body}>
        {!joined && (
          <p className={css.line}>
            <span className={css.author}>{name}</span>
          </p>
        )}
        <p className={cx(css.written, css.waiting)}>{shortenedFiles(outgoing.body)}</p>
        {outgoing.refused === undefined ? (
          <p className={css.state}>
            <Clock size={14} aria-hidden />
            {offline ? t("outbox.waiting") : t("outbox.sending")}
          </p>
        ) : (
          <div className={css.state} role="alert">
            <span className={css.refused}>
              <CircleAlert size={16} aria-hidden /> {t("outbox.refused")} {outgoing.refused}
            </span>
            <Button size="small" icon={RotateCw} onClick={() => box.again(outgoing.id)}>
              {t("outbox.again")}
            </Button>
            <Button size="small" variant="quiet" icon={Trash2} onClick={() => box.discard(outgoing.id)}>
              {t("outbox.discard")}
            </Button>
          </div>
        )}
      </div>
    </article>
  );
}
