import { Eye, PenLine, Type } from "lucide-react";
import { useId, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { useShellText } from "@/i18n";
import { Button, IconButton } from "../Button";
import { cx } from "../cx";
import { useField } from "../Field";
import { mentionMarkdown } from "../links";
import { OptionList } from "../OptionList";
import { useSuggestions, type Suggestion, type SuggestionSource } from "../useSuggestions";
import { AttachButton } from "./AttachButton";
import { insert, mentionAt, surround, type MentionAt } from "./markdown";
import css from "./MarkdownComposer.module.css";
import { Preview } from "./Preview";
import { Toolbar } from "./Toolbar";

export interface ComposerProps {
  value: string;
  onChange: (value: string) => void;
  /** Named by a `Field` around it, or by this. */
  label?: string;
  placeholder?: string;
  /** Ctrl/⌘-Enter, and Enter alone when `enterSends`. */
  onSubmit?: () => void;
  enterSends?: boolean;
  /** Takes files that were pasted, dropped or chosen, and gives the Markdown to put in their place. */
  onFiles?: (files: File[]) => Promise<string>;
  /** Who (`@`) and what (`#`) can be mentioned. */
  mentions?: Partial<Record<"@" | "#", SuggestionSource<Suggestion>>>;
  /** Says that a key was pressed, for the typing signal. */
  onType?: () => void;
  /** What stands under the text: the label, who will read this, the sending button. */
  footer?: ReactNode;
  /** One line that grows, for chat. */
  compact?: boolean;
  /** As tall as the text, for writing that fills the page. */
  tall?: boolean;
  disabled?: boolean;
  /** Another renderer than the server's, for the gallery and tests. */
  renderPreview?: (text: string) => Promise<string>;
  ref?: Ref<HTMLTextAreaElement>;
}

const none: SuggestionSource<Suggestion> = () => Promise.resolve([]);

/** The place where people write: Markdown with tools, preview, files, mentions and a keyboard way to send. */
export function MarkdownComposer(props: ComposerProps) {
  const { value, onChange, label, onSubmit, enterSends, onFiles, mentions, compact, footer } = props;
  const t = useShellText();
  const field = useField();
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [previewing, setPreviewing] = useState(false);
  const [tools, setTools] = useState(false);
  const [dropping, setDropping] = useState(false);
  const [mention, setMention] = useState<MentionAt | null>(null);
  const source = mention ? mentions?.[mention.trigger] : undefined;
  const found = useSuggestions(source ? (mention?.query ?? null) : null, source ?? none);
  const suggesting = source !== undefined && found.items.length > 0;

  const look = () => {
    const element = area.current;
    if (element && mentions) setMention(mentionAt(element.value, element.selectionStart));
  };
  const choose = (item: Suggestion | undefined) => {
    if (!item || !mention || !area.current) return;
    area.current.setSelectionRange(mention.start, area.current.selectionStart);
    insert(area.current, `${mentionMarkdown(mention.trigger, item)} `);
    setMention(null);
  };
  const take = (list: FileList | null | undefined): boolean => {
    const files = [...(list ?? [])];
    if (!onFiles || files.length === 0) return false;
    void onFiles(files).then((markdown) => markdown && area.current && insert(area.current, markdown));
    return true;
  };
  const attach = onFiles && ((files: File[]) => void onFiles(files).then((text) => area.current && insert(area.current, text)));
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (suggesting) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        return found.move(event.key === "ArrowDown" ? 1 : -1);
      }
      if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        return found.choose(choose);
      }
      if (event.key === "Escape") {
        event.stopPropagation();
        return setMention(null);
      }
    }
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && (command || (enterSends && !event.shiftKey))) {
      event.preventDefault();
      onSubmit?.();
    } else if (command && (event.key === "b" || event.key === "i")) {
      event.preventDefault();
      surround(event.currentTarget, event.key === "b" ? "**" : "_");
    }
  };
  const assign = (element: HTMLTextAreaElement | null) => {
    area.current = element;
    if (typeof props.ref === "function") props.ref(element);
    else if (props.ref) props.ref.current = element;
  };

  return (
    <div
      className={cx(css.composer, compact && css.compact, props.tall && css.tall, tools && css.withTools, dropping && css.dropping)}
      onDragOver={(event: DragEvent) => {
        if (!onFiles || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event: DragEvent) => {
        setDropping(false);
        if (take(event.dataTransfer.files)) event.preventDefault();
      }}
    >
      <div className={css.bar}>
        <Toolbar area={area} disabled={props.disabled || previewing} onFiles={attach} />
        <Button size="small" variant="quiet" icon={previewing ? PenLine : Eye} aria-pressed={previewing} onClick={() => setPreviewing(!previewing)}>
          {previewing ? t("composer.write") : t("composer.preview")}
        </Button>
      </div>
      {previewing ? (
        <div className={css.preview}>
          <Preview text={value} render={props.renderPreview} />
        </div>
      ) : (
        <div className={css.writing}>
          <textarea
            {...field}
            ref={assign}
            className={css.area}
            aria-label={field.id ? undefined : label}
            aria-autocomplete={mentions ? "list" : undefined}
            aria-controls={suggesting ? listId : undefined}
            aria-activedescendant={suggesting ? `${listId}-${found.active}` : undefined}
            placeholder={props.placeholder}
            disabled={props.disabled}
            rows={compact ? 1 : 6}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
              props.onType?.();
              look();
            }}
            onSelect={look}
            onBlur={() => setMention(null)}
            onPaste={(event: ClipboardEvent) => take(event.clipboardData.files) && event.preventDefault()}
            onKeyDown={onKeyDown}
          />
          {compact && (
            <div className={css.quick}>
              {attach && <AttachButton onFiles={attach} disabled={props.disabled} />}
              <IconButton size="small" icon={Type} label={t("composer.tools")} aria-expanded={tools} onClick={() => setTools(!tools)} />
            </div>
          )}
          {suggesting && (
            <div className={css.suggestions}>
              <OptionList id={listId} {...found} onChoose={choose} onActive={found.setActive} />
            </div>
          )}
        </div>
      )}
      {dropping && <p className={css.drop}>{t("composer.drop")}</p>}
      {footer && <div className={css.footer}>{footer}</div>}
    </div>
  );
}
