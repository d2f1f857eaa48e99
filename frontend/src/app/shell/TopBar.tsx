import { Search } from "lucide-react";
import { lazy, Suspense } from "react";
import { useShellText } from "@/i18n";
import { features } from "../features";
import { Brand } from "./Brand";
import { MeMenu } from "./MeMenu";
import css from "./TopBar.module.css";

const parts = features
  .flatMap((feature) => feature.topBar ?? [])
  .sort((a, b) => a.order - b.order)
  .map((part) => lazy(part.load));

const mac = navigator.userAgent.includes("Mac");
const shortcut = mac ? "⌘K" : "Ctrl K";

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const t = useShellText();
  return (
    <div className={css.bar}>
      <span className={css.brand}>
        <Brand />
      </span>
      <button type="button" className={css.search} onClick={onSearch} aria-keyshortcuts={mac ? "Meta+K" : "Control+K"}>
        <Search size={18} aria-hidden />
        <span className={css.hint}>{t("shell.search")}</span>
        <kbd className={css.key}>{shortcut}</kbd>
      </button>
      <div className={css.end}>
        {parts.map((Part, index) => (
          <Suspense key={index} fallback={<span className={css.place} />}>
            <Part />
          </Suspense>
        ))}
        <MeMenu />
      </div>
    </div>
  );
}
