import { Search, type LucideIcon } from "lucide-react";
import { useCallback, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useShellText } from "@/i18n";
import css from "./CommandPalette.module.css";
import { Dialog } from "./Dialog";
import { TlpLabel, type Tlp } from "./TlpLabel";
import { useSuggestions } from "./useSuggestions";

export interface Command {
  id: string;
  title: string;
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

/** One search over everything, and a way to anywhere. A provider that fails is left out, the others still answer. */
export function CommandPalette({ open, onClose, providers }: CommandPaletteProps) {
  const t = useShellText();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const source = useCallback(
    async (text: string, signal: AbortSignal): Promise<Found[]> => {
      const answers = await Promise.allSettled(providers.map(async (provider) => provider.search(text.trim(), signal)));
      return answers.flatMap((answer, index) =>
        answer.status === "fulfilled" ? answer.value.map((command) => ({ ...command, group: providers[index]?.title ?? "" })) : [],
      );
    },
    [providers],
  );
  const { items, active, setActive, move, busy } = useSuggestions(open ? query : null, source);
  const groups = useMemo(() => [...new Set(items.map((item) => item.group))], [items]);

  const close = () => {
    setQuery("");
    onClose();
  };
  const run = (command: Found | undefined) => {
    if (!command) return;
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
      run(items[active]);
    }
  };

  return (
    <Dialog open={open} onClose={close} title={t("palette.title")} size="medium" hideTitle variant="top">
      <div className={css.palette}>
        <label className={css.search}>
          <Search size={20} aria-hidden />
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
            {t("palette.escape")}
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
                      {item.label && <TlpLabel label={item.label} size="small" />}
                      <span className={css.title}>{item.title}</span>
                      {item.detail && <span className={css.detail}>{item.detail}</span>}
                    </div>
                  ),
              )}
            </div>
          ))}
        </div>
        {items.length === 0 && <p className={css.none}>{busy ? t("ui.loading") : t("palette.none")}</p>}
        <p role="status" className="visually-hidden">
          {items.length > 0 && t("ui.search.count", { count: items.length })}
        </p>
      </div>
    </Dialog>
  );
}
