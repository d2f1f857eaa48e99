import { Link } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/api/me";
import { text, useShellText } from "@/i18n";
import { Count } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { Tooltip } from "@/ui/Tooltip";
import { recall, remember } from "../storage";
import { navigation, type NavigationEntry } from "../features";
import { Brand } from "./Brand";
import css from "./Rail.module.css";

const none = () => 0;

function Entry({ entry, narrow }: { entry: NavigationEntry; narrow: boolean }) {
  const t = useShellText();
  // Which hook an entry has never changes while the page lives.
  const useCount = entry.useCount ?? none;
  const count = useCount();
  const Icon = entry.icon;
  const link = (
    <Link to={entry.to} activeOptions={{ exact: entry.to === "/" }} activeProps={{ className: css.active }} className={css.entry}>
      <Icon size={20} aria-hidden />
      <span className={narrow ? "visually-hidden" : css.label}>{text(entry.text)}</span>
      <Count value={count} label={t("shell.unread", { count })} />
    </Link>
  );
  return <li>{narrow ? <Tooltip text={text(entry.text)} side="right">{link}</Tooltip> : link}</li>;
}

/** The left rail: where one can go. Narrow on request, remembered on this device. */
export function Rail() {
  const t = useShellText();
  const me = useMe();
  const [narrow, setNarrow] = useState(() => recall("rail") === "narrow");
  const toggle = () => {
    remember("rail", narrow ? "wide" : "narrow");
    setNarrow(!narrow);
  };
  const Icon = narrow ? PanelLeftOpen : PanelLeftClose;
  const toggleLabel = narrow ? t("shell.expand") : t("shell.collapse");
  return (
    <nav aria-label={t("shell.main")} className={cx(css.rail, narrow && css.narrow)}>
      <Link to="/" className={css.home}>
        <Brand markOnly={narrow} />
        {narrow && <span className="visually-hidden">{t("shell.notFound.home")}</span>}
      </Link>
      <div className={css.nav}>
        <ul>
          {navigation
            .filter((entry) => entry.may?.(me) ?? true)
            .map((entry) => (
              <Entry key={entry.to} entry={entry} narrow={narrow} />
            ))}
        </ul>
      </div>
      <button type="button" className={cx(css.entry, css.toggle)} onClick={toggle} aria-expanded={!narrow}>
        <Icon size={20} aria-hidden />
        <span className={narrow ? "visually-hidden" : css.label}>{toggleLabel}</span>
      </button>
    </nav>
  );
}
