import { X } from "lucide-react";
import { Popover } from "radix-ui";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useShellText } from "@/i18n";
import css from "./Combobox.module.css";
import { cx } from "./cx";
import { useField } from "./Field";
import fieldCss from "./Field.module.css";
import floating from "./floating.module.css";
import { useLayer } from "./layer";
import { OptionList } from "./OptionList";
import { useSuggestions, type Suggestion, type SuggestionSource } from "./useSuggestions";

export interface ComboboxProps {
  value: Suggestion[];
  onChange: (value: Suggestion[]) => void;
  /** Finds people, organisations, groups … as one types; an empty query gives the likeliest. */
  source: SuggestionSource<Suggestion>;
  /** Several at once, shown as chips; else one. */
  multiple?: boolean;
  placeholder?: string;
}

/** Choosing from more than fits a list, by typing. Put it in a `Field`, which names it. */
export function Combobox({ value, onChange, source, multiple, placeholder }: ComboboxProps) {
  const t = useShellText();
  const field = useField();
  const layer = useLayer();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const taken = (item: Suggestion) => value.some((chosen) => chosen.id === item.id);
  const found = useSuggestions(open ? query : null, source, undefined, taken);
  const { items, active } = found;
  const single = !multiple ? value[0] : undefined;

  const choose = (item: Suggestion) => {
    onChange(multiple ? [...value, item] : [item]);
    setQuery("");
    // Typing or another press shows more; until then what stands below the field is in reach.
    setOpen(false);
    input.current?.focus();
  };
  const remove = (id: string) => {
    onChange(value.filter((item) => item.id !== id));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) found.move(event.key === "ArrowDown" ? 1 : -1);
      else setOpen(true);
    } else if (event.key === "Enter" && (open || query !== "")) {
      // Whoever types a name means to choose it, not to send the form around it.
      event.preventDefault();
      if (open) found.choose(choose);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Backspace" && query === "" && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <div className={cx(fieldCss.control, css.box)} aria-invalid={field["aria-invalid"]}>
          {multiple && value.length > 0 && (
            <ul className={css.chips} aria-label={t("ui.chosen")}>
              {value.map((item) => (
                <li key={item.id} className={css.chip}>
                  <span className={css.chipText}>{item.label}</span>
                  {item.country && <span className={css.country}>{item.country}</span>}
                  <button type="button" aria-label={t("ui.remove", { name: item.label })} onClick={() => remove(item.id)}>
                    <X size={14} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <input
            {...field}
            ref={input}
            className={css.input}
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && items[active] ? `${listId}-${active}` : undefined}
            autoComplete="off"
            placeholder={value.length === 0 ? placeholder : undefined}
            value={open || multiple ? query : (single?.label ?? query)}
            onFocus={(event) => event.target.select()}
            onClick={() => setOpen(true)}
            onChange={(event) => {
              setQuery(event.target.value);
              setOpen(true);
            }}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
          {single && (
            <button type="button" className={css.clear} aria-label={t("ui.remove", { name: single.label })} onClick={() => remove(single.id)}>
              <X size={16} aria-hidden />
            </button>
          )}
        </div>
      </Popover.Anchor>
      <Popover.Portal container={layer}>
        <Popover.Content
          role="presentation"
          className={cx(floating.panel, floating.options)}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          <OptionList id={listId} items={items} active={active} busy={found.busy} failed={found.failed} onChoose={choose} onActive={found.setActive} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
