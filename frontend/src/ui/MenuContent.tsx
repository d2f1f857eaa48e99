import { Link } from "@tanstack/react-router";
import { Check, type LucideIcon } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./floating.module.css";
import { useLayer } from "./layer";
import type { MenuProps } from "./Menu";

/** The opened menu. Not modal: the page may still scroll, and no style element is injected. */
export default function OpenMenu({ trigger, children, align = "end", side = "bottom" }: MenuProps) {
  const layer = useLayer();
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={layer}>
        <Radix.Content className={cx(css.panel, css.menu)} align={align} side={side} sideOffset={6} collisionPadding={8}>
          {children(items)}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  icon?: LucideIcon;
  children: ReactNode;
  /** A keyboard shortcut or other short note at the end. */
  note?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
}

function Inside({ icon: Icon, children, note }: MenuItemProps) {
  return (
    <>
      {Icon && <Icon size={18} aria-hidden />}
      <span className={css.grow}>{children}</span>
      {note && <span className={css.shortcut}>{note}</span>}
    </>
  );
}

function MenuItem({ onSelect, ...props }: MenuItemProps & { onSelect: () => void }) {
  return (
    <Radix.Item className={cx(css.item, props.danger && css.danger)} disabled={props.disabled} onSelect={onSelect}>
      <Inside {...props} />
    </Radix.Item>
  );
}

function MenuLink({ to, ...props }: MenuItemProps & { to: string }) {
  return (
    <Radix.Item asChild disabled={props.disabled}>
      <Link to={to} className={css.item}>
        <Inside {...props} />
      </Link>
    </Radix.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** A set of exclusive options inside a menu, such as the theme. */
function MenuChoice<Value extends string>({ label, value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(chosen) => onChange(chosen as Value)} aria-label={label}>
      <Radix.Label className={css.heading}>{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={css.item}>
          <span className={css.grow}>{option.label}</span>
          <Radix.ItemIndicator>
            <Check size={16} aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

function MenuSeparator() {
  return <Radix.Separator className={css.separator} />;
}

/** The kinds of things in a menu, handed to its `children`. */
const items = { Item: MenuItem, Link: MenuLink, Choice: MenuChoice, Separator: MenuSeparator };
export type MenuItems = typeof items;
