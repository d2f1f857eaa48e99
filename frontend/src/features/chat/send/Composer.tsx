import { Archive, Reply, SendHorizontal, X } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useDraft } from "@/api/drafts";
import { previewWith } from "@/api/preview";
import { Banner } from "@/ui/Banner";
import { IconButton } from "@/ui/Button";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { cx } from "@/ui/cx";
import { mentions } from "../people";
import { useText } from "../text";
import type { Attached, Channel, Message } from "../types";
import { useChannelName } from "../useChannelName";
import css from "./Composer.module.css";
import { useOutbox } from "./useOutbox";
import { useUploads } from "./useUploads";
import { uuid7 } from "./uuid7";

interface Kept {
  body: string;
  files: Attached[];
}

const empty: Kept = { body: "", files: [] };
/** With a keyboard Enter sends; on a touch screen it begins a line, and the button sends. */
const touch = window.matchMedia("(pointer: coarse)").matches;

export interface ComposerProps {
  channel: Channel;
  /** The thread in whose panel this is. */
  root?: string;
  replyTo: Message | null;
  onForget: () => void;
  onSent: () => void;
  typing: string;
  onType: () => void;
}

/** Where one writes. What is typed is kept until it is sent, and what is sent is kept until it has arrived. */
export function Composer({ channel, root, replyTo, onForget, onSent, typing, onType }: ComposerProps) {
  const t = useText();
  const name = useChannelName()(channel);
  const { box } = useOutbox();
  const [content, write, draft] = useDraft<Kept>(root ? `chat:${channel.id}:thread:${root}` : `chat:${channel.id}`, empty);
  const area = useRef<HTMLTextAreaElement>(null);
  // What was written last, also before it is shown: a file and the text that points to it come in the same moment.
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  }, [content]);
  const change = useCallback(
    (how: (now: Kept) => Kept) => {
      latest.current = how(latest.current);
      write(latest.current);
    },
    [write],
  );
  const files = useUploads(useCallback((file: Attached) => change((now) => ({ ...now, files: [...now.files, file] })), [change]));
  const preview = useMemo(() => previewWith(content.files.map((file) => file.id)), [content.files]);
  useEffect(() => {
    if (replyTo) area.current?.focus();
  }, [replyTo]);
  const ready = content.body.trim() !== "" && !files.busy;
  const send = () => {
    if (!ready) return;
    box.add({
      id: uuid7(),
      channel: channel.id,
      body: content.body.trim(),
      reply_to: replyTo?.id ?? root ?? null,
      attachments: content.files,
      written_at: new Date().toISOString(),
    });
    draft.clear();
    onForget();
    onSent();
    area.current?.focus();
  };
  if (!channel.may_write) {
    return (
      <div className={css.closed}>
        <Banner icon={channel.archived ? Archive : undefined}>{channel.archived ? t("send.archived") : t("send.reading")}</Banner>
      </div>
    );
  }
  return (
    <section aria-label={t("send.label", { name })} className={css.box}>
      <p className={css.typing} aria-live="polite">
        {typing}
      </p>
      {replyTo && (
        <p className={css.to}>
          <Reply size={16} aria-hidden />
          <span>{t("send.to", { name: replyTo.author.name || t("person.unknown") })}</span>
          <IconButton size="small" icon={X} label={t("send.forget")} onClick={onForget} />
        </p>
      )}
      {!draft.kept && <Banner tone="warn">{t("send.notKept")}</Banner>}
      <div className={css.line} role="presentation" onKeyDown={(event) => event.key === "Escape" && replyTo && onForget()}>
        <MarkdownComposer
          ref={area}
          compact
          enterSends={!touch}
          label={t("send.label", { name })}
          placeholder={root ? t("send.thread") : t("send.placeholder", { name })}
          value={content.body}
          onChange={(body) => change((now) => ({ ...now, body }))}
          onSubmit={send}
          onFiles={files.take}
          onType={onType}
          mentions={mentions}
          renderPreview={preview}
        />
        <IconButton variant="primary" icon={SendHorizontal} label={t("send.send")} aria-disabled={!ready} onClick={send} />
      </div>
      {(content.files.length > 0 || files.uploading.length > 0) && (
        <ul className={css.files} aria-label={t("send.files")}>
          {content.files.map((file) => (
            <li key={file.id} className={css.file}>
              <span>{file.name}</span>
              <IconButton
                size="small"
                icon={X}
                label={t("send.file.remove", { name: file.name })}
                onClick={() => {
                  const marks = new RegExp(`!?\\[[^\\]]*\\]\\(attachment:${file.id}\\)\\s?`, "g");
                  change((now) => ({ body: now.body.replace(marks, ""), files: now.files.filter((one) => one.id !== file.id) }));
                  files.discard(file.id);
                }}
              />
            </li>
          ))}
          {files.uploading.map((one) => (
            <li key={one.key} className={cx(css.file, one.problem && css.problem)} role={one.problem ? "alert" : undefined}>
              <span>{one.problem ? `${one.name}: ${one.problem}` : one.name}</span>
              {!one.problem && <progress value={one.share} aria-label={t("send.uploading", { name: one.name })} />}
              {one.problem && <IconButton size="small" icon={X} label={t("send.file.remove", { name: one.name })} onClick={() => files.forget(one.key)} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
