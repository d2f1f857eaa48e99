import { useEffect, useRef } from "react";
import { useShellText } from "@/i18n";
import css from "./floating.module.css";
import type { Suggestion } from "./useSuggestions";

export interface OptionListProps {
  id: string;
  items: Suggestion[];
  active: number;
  busy: boolean;
  failed: boolean;
  onChoose: (item: Suggestion) => void;
  onActive: (index: number) => void;
}

/** The listbox of suggestions that a combobox or the composer steers from its own input. */
export function OptionList({ id, items, active, busy, failed, onChoose, onActive }: OptionListProps) {
  const t = useShellText();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // In newer browsers it gives a promise, which no effect may return.
    void list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active, items]);
  const note = failed ? t("ui.search.failed") : busy ? t("ui.loading") : t("ui.search.none");
  return (
    <>
      <ul ref={list} id={id} role="listbox" aria-label={t("ui.suggestions")} className={css.list}>
        {items.map((item, index) => (
          <li
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={css.option}
            onMouseMove={() => onActive(index)}
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(item);
            }}
          >
            <span className={css.grow}>
              {item.label}
              {item.detail && <span className={css.detail}>{item.detail}</span>}
            </span>
            {item.country && <span className={css.shortcut}>{item.country}</span>}
          </li>
        ))}
      </ul>
      <p className={items.length === 0 ? css.note : "visually-hidden"} role="status">
        {items.length === 0 ? note : t("ui.search.count", { count: items.length })}
      </p>
    </>
  );
}
