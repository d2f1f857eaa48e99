import { Link } from "@tanstack/react-router";
import { Menu as MenuIcon, Search } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/api/me";
import { text, useShellText } from "@/i18n";
import { Count } from "@/ui/Badge";
import { Sheet } from "@/ui/Dialog";
import { navigation, type NavigationEntry } from "../features";
import css from "./BottomBar.module.css";

const none = () => 0;

function Entry({ entry, className, onClick }: { entry: NavigationEntry; className?: string; onClick?: () => void }) {
  const t = useShellText();
  const useCount = entry.useCount ?? none;
  const count = useCount();
  const Icon = entry.icon;
  return (
    <Link to={entry.to} activeOptions={{ exact: entry.to === "/" }} activeProps={{ "data-active": true }} className={className} onClick={onClick}>
      <span className={css.icon}>
        <Icon size={22} aria-hidden />
        <Count value={count} label={t("shell.unread", { count })} />
      </span>
      <span>{text(entry.text)}</span>
    </Link>
  );
}

/** The phone's bar, under the thumb. */
export function BottomBar({ onSearch }: { onSearch: () => void }) {
  const t = useShellText();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const entries = navigation.filter((entry) => entry.may?.(me) ?? true);
  return (
    <>
      <nav aria-label={t("shell.main")} className={css.bar}>
        {entries
          .filter((entry) => entry.phone)
          .map((entry) => (
            <Entry key={entry.to} entry={entry} className={css.entry} />
          ))}
        <button type="button" className={css.entry} onClick={onSearch}>
          <Search size={22} aria-hidden />
          <span>{t("shell.search.short")}</span>
        </button>
        <button type="button" className={css.entry} onClick={() => setOpen(true)} aria-haspopup="dialog">
          <MenuIcon size={22} aria-hidden />
          <span>{t("shell.more")}</span>
        </button>
      </nav>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("shell.more")}>
        <ul>
          {entries
            .filter((entry) => !entry.phone)
            .map((entry) => (
              <li key={entry.to}>
                <Entry entry={entry} className={css.row} onClick={() => setOpen(false)} />
              </li>
            ))}
        </ul>
      </Sheet>
    </>
  );
}
