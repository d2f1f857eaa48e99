import { LoaderCircle, Search, X, type LucideIcon } from "lucide-react";
import { useCallback, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { idWithin } from "@/api/ids";
import { useShellText } from "@/i18n";
import css from "./CommandPalette.module.css";
import { Dialog } from "./Dialog";
import { marked, type Piece } from "./marked";
import { TlpLabel, type Tlp } from "./TlpLabel";
import { useSuggestions, type Meanwhile } from "./useSuggestions";

export interface Command {
  id: string;
  title: string;
  /** The title with what matched marked, where the server says it; else the words typed are looked for in it. */
  pieces?: Piece[];
  detail?: string;
  icon?: LucideIcon;
  /** The label of what it leads to, shown before its title. */
  label?: Tlp;
  run: () => void;
}

export interface CommandProvider {
  id: string;
  /** Heading of its results. */
  title: string;
  /** Lower comes first; 50 unless said. What two providers find is shown by the first of them. */
  order?: number;
  /** An empty query asks for what is likeliest; a provider may answer nothing to it. */
  search: (query: string, signal: AbortSignal) => Command[] | Promise<Command[]>;
}

interface Found extends Command {
  group: string;
}

export interface CommandPaletteProps {
  open: boolean;
  onClose: () => void;
  providers: CommandProvider[];
}

/** Each thing once, and those of one heading together, so that the arrow keys follow what is seen. */
function tidy(found: Found[]): Found[] {
  const known = new Set<string>();
  const once = found.filter((one) => {
    const thing = idWithin(one.id) ?? `${one.group} ${one.id}`;
    return !known.has(thing) && known.add(thing);
  });
  return [...new Set(once.map((one) => one.group))].flatMap((group) => once.filter((one) => one.group === group));
}

/** What a provider answers; one that throws fails like one that is refused. */
function begin(provider: CommandProvider, words: string, signal: AbortSignal): Command[] | Promise<Command[]> {
  try {
    return provider.search(words, signal);
  } catch (error) {
    return Promise.reject(error);
  }
}

/** One search over everything, and a way to anywhere. A provider that fails is left out, the others still answer. */
export function CommandPalette({ open, onClose, providers }: CommandPaletteProps) {
  const t = useShellText();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [silent, setSilent] = useState(false);
  const source = useCallback(
    async (text: string, signal: AbortSignal, meanwhile?: Meanwhile<Found>): Promise<Found[]> => {
      const asked = [...providers].sort((a, b) => (a.order ?? 50) - (b.order ?? 50));
      const words = text.trim();
      const found = (commands: Command[], provider: CommandProvider) =>
        commands.map((command) => ({ ...command, pieces: command.pieces ?? marked(command.title, words), group: provider.title }));
      const begun = asked.map((provider) => ({ provider, answer: begin(provider, words, signal) }));
      // The pages are known at once, whatever the link to the server is like.
      meanwhile?.(tidy(begun.flatMap(({ provider, answer }) => (Array.isArray(answer) ? found(answer, provider) : []))));
      const answers = await Promise.allSettled(begun.map(({ answer }) => answer));
      if (!signal.aborted) setSilent(answers.some((answer) => answer.status === "rejected"));
      return tidy(answers.flatMap((answer, index) => (answer.status === "fulfilled" && asked[index] ? found(answer.value, asked[index]) : [])));
    },
    [providers],
  );
  const { items, active, setActive, move, choose, busy } = useSuggestions(open ? query : null, source, providers);
  const groups = useMemo(() => [...new Set(items.map((item) => item.group))], [items]);

  const close = () => {
    setQuery("");
    onClose();
  };
  const run = (command: Found) => {
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
      requestAnimationFrame(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(run);
    }
  };

  return (
    <Dialog open={open} onClose={close} title={t("palette.title")} size="medium" hideTitle variant="top">
      <div className={css.palette}>
        <label className={css.search}>
          {busy ? <LoaderCircle size={20} className={css.busy} aria-hidden /> : <Search size={20} aria-hidden />}
          <span className="visually-hidden">{t("palette.title")}</span>
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={items[active] ? `${id}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("palette.placeholder")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <button type="button" className={css.escape} onClick={close}>
            <span className={css.key}>{t("palette.escape")}</span>
            <span className={css.cross}>
              <X size={20} aria-hidden />
              <span className="visually-hidden">{t("ui.close")}</span>
            </span>
          </button>
        </label>
        <div ref={list} id={id} role="listbox" aria-label={t("palette.results")} className={css.results}>
          {groups.map((group, number) => (
            <div key={group} role="group" aria-labelledby={`${id}-group-${number}`}>
              <p id={`${id}-group-${number}`} className={css.group} role="presentation">
                {group}
              </p>
              {items.map(
                (item, index) =>
                  item.group === group && (
                    <div
                      key={`${group} ${item.id}`}
                      id={`${id}-${index}`}
                      role="option"
                      aria-selected={index === active}
                      tabIndex={-1}
                      className={css.item}
                      onMouseMove={() => setActive(index)}
                      onClick={() => run(item)}
                      onKeyDown={onKeyDown}
                    >
                      {item.icon && <item.icon size={18} aria-hidden />}
                      {item.label && (
                        <span className={css.label}>
                          <TlpLabel label={item.label} size="small" />
                        </span>
                      )}
                      <span className={css.title}>
                        {item.pieces?.map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>))}
                      </span>
                      {item.detail && <span className={css.detail}>{item.detail}</span>}
                    </div>
                  ),
              )}
            </div>
          ))}
        </div>
        {silent && !busy && <p className={css.none}>{t("ui.search.failed")}</p>}
        {items.length === 0 && !(silent && !busy) && <p className={css.none}>{busy ? t("ui.loading") : t("palette.none")}</p>}
        <p role="status" className="visually-hidden">
          {items.length > 0 && t("ui.search.count", { count: items.length })}
        </p>
      </div>
    </Dialog>
  );
}
