import { useQueryClient } from "@tanstack/react-query";
import { Copy, Ellipsis, FolderOutput, History, Mail, MessageSquareText, PenLine, Pin, PinOff, Reply, SmilePlus, Trash2, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/api/me";
import { IconButton } from "@/ui/Button";
import { ConfirmDialog, Sheet } from "@/ui/Dialog";
import { Button } from "@/ui/Button";
import { Menu } from "@/ui/Menu";
import { Popover } from "@/ui/Popover";
import { toast } from "@/ui/Toast";
import { useText } from "../text";
import type { Message } from "../types";
import { linkTo, pin, react, remove } from "./actions";
import { useTalk } from "./context";
import { emoji, offered } from "./emoji";
import css from "./MessageItem.module.css";

interface Act {
  key: string;
  text: string;
  icon: LucideIcon;
  run: () => void;
  danger?: boolean;
}

/** Everything that this person may do with a message; nothing that would be refused. */
function useActs(message: Message, inThread: boolean | undefined, onRemove: () => void): Act[] {
  const t = useText();
  const talk = useTalk();
  const client = useQueryClient();
  const topics = useMay("forum:topic:write");
  const own = message.author.id === talk.me;
  const writes = talk.channel.may_write;
  const pinned = message.pinned_at !== null;
  const copy = () => void navigator.clipboard.writeText(linkTo(message)).then(() => toast.done(t("act.link.done")), toast.failed);
  const acts: (Act | false)[] = [
    writes && !inThread && { key: "reply", text: t("act.reply"), icon: Reply, run: () => talk.reply(message) },
    !inThread && { key: "thread", text: t("act.thread"), icon: MessageSquareText, run: () => talk.thread(message.thread_root ?? message.id) },
    own && writes && { key: "edit", text: t("act.edit"), icon: PenLine, run: () => talk.edit(message) },
    writes && { key: "pin", text: pinned ? t("act.unpin") : t("act.pin"), icon: pinned ? PinOff : Pin, run: () => void pin(client, message, !pinned) },
    { key: "link", text: t("act.link"), icon: Copy, run: copy },
    !inThread && { key: "unread", text: t("act.unread"), icon: Mail, run: () => talk.readAgain(message) },
    message.edited_at !== null && { key: "history", text: t("act.history"), icon: History, run: () => talk.history(message) },
    topics && writes && !talk.channel.direct && !inThread && { key: "topic", text: t("act.topic"), icon: FolderOutput, run: () => talk.choose(message.id) },
    (own || talk.channel.may_clear) && { key: "delete", text: t("act.delete"), icon: Trash2, run: onRemove, danger: true },
  ];
  return acts.filter((act) => act !== false);
}

function EmojiChoice({ message, onDone }: { message: Message; onDone: () => void }) {
  const t = useText();
  const talk = useTalk();
  const client = useQueryClient();
  const mine = (one: string) => message.reactions.some((reaction) => reaction.emoji === one && reaction.people.includes(talk.me));
  return (
    <div className={css.emoji}>
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={t(`reaction.${emoji[one]}`)}
          data-tooltip={t(`reaction.${emoji[one]}`)}
          onClick={() => {
            onDone();
            void react(client, message, one, talk.me, !mine(one));
          }}
        >
          {one}
        </button>
      ))}
    </div>
  );
}

function Removal({ message, open, onClose }: { message: Message; open: boolean; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const go = () => {
    setBusy(true);
    void remove(client, message)
      .then(onClose, toast.failed)
      .finally(() => setBusy(false));
  };
  return (
    <ConfirmDialog open={open} onClose={onClose} onConfirm={go} busy={busy} variant="danger" title={t("delete.title")} confirm={t("act.delete")}>
      {t("delete.detail")}
    </ConfirmDialog>
  );
}

/** The buttons that appear beside a message. */
export function MessageTools({ message, inThread }: { message: Message; inThread?: boolean }) {
  const t = useText();
  const talk = useTalk();
  const [choosing, setChoosing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const acts = useActs(message, inThread, () => setRemoving(true));
  const quick = acts.filter((act) => ["reply", "thread"].includes(act.key));
  return (
    <>
      <div className={css.tools}>
        {talk.channel.may_write && (
          <Popover open={choosing} onOpenChange={setChoosing} align="end" label={t("act.react")} trigger={<IconButton size="small" tabIndex={-1} icon={SmilePlus} label={t("act.react")} />}>
            <EmojiChoice message={message} onDone={() => setChoosing(false)} />
          </Popover>
        )}
        {quick.map((act) => (
          <IconButton key={act.key} size="small" tabIndex={-1} icon={act.icon} label={act.text} onClick={act.run} />
        ))}
        <Menu trigger={<IconButton size="small" tabIndex={-1} icon={Ellipsis} label={t("act.more")} />}>
          {(m) => acts.map((act) => <m.Item key={act.key} icon={act.icon} danger={act.danger} onSelect={act.run}>{act.text}</m.Item>)}
        </Menu>
      </div>
      {/* Beside the buttons: these take no presses while the pointer is elsewhere, nor would what is in them. */}
      <Removal message={message} open={removing} onClose={() => setRemoving(false)} />
    </>
  );
}

/** The same as a sheet, for long presses and the keyboard. */
export function MessageSheet({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useText();
  const talk = useTalk();
  const [removing, setRemoving] = useState(false);
  const acts = useActs(message, false, () => setRemoving(true));
  if (removing) return <Removal message={message} open onClose={onClose} />;
  return (
    <Sheet open onClose={onClose} title={t("act.title")} size="small">
      <div className={css.sheet}>
        {talk.channel.may_write && <EmojiChoice message={message} onDone={onClose} />}
        {acts.map((act) => (
          <Button
            key={act.key}
            wide
            variant="quiet"
            icon={act.icon}
            onClick={() => {
              if (act.key !== "delete") onClose();
              act.run();
            }}
          >
            {act.text}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
