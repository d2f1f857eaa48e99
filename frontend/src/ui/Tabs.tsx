import { Tabs as Radix } from "radix-ui";
import { useRef, useState, type ReactNode } from "react";
import { useCurrentInView } from "./tabRow";
import css from "./Tabs.module.css";

export interface Tab {
  value: string;
  label: ReactNode;
  /** A number beside the label. */
  count?: number;
  content: ReactNode;
}

export interface TabsProps {
  tabs: Tab[];
  /** Names the set for screen readers. */
  label: string;
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
}

export function Tabs({ tabs, label, value, defaultValue, onChange }: TabsProps) {
  const [own, setOwn] = useState(defaultValue ?? tabs[0]?.value);
  const current = value ?? own;
  const row = useRef<HTMLDivElement>(null);
  useCurrentInView(row, current);
  const choose = (next: string) => {
    setOwn(next);
    onChange?.(next);
  };
  return (
    <Radix.Root value={current} onValueChange={choose}>
      <Radix.List ref={row} className={css.list} aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.value} value={tab.value} className={css.tab}>
            {tab.label}
            {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className={css.content}>
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
