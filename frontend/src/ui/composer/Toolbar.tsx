import { Bold, Code, Italic, Link, List, Quote, type LucideIcon } from "lucide-react";
import type { RefObject } from "react";
import { useShellText } from "@/i18n";
import { IconButton } from "../Button";
import { AttachButton } from "./AttachButton";
import css from "./MarkdownComposer.module.css";
import { fence, link, prefixLines, surround } from "./markdown";

export interface ToolbarProps {
  area: RefObject<HTMLTextAreaElement | null>;
  disabled?: boolean;
  onFiles?: (files: File[]) => void;
}

export function Toolbar({ area, disabled, onFiles }: ToolbarProps) {
  const t = useShellText();
  const tools: [string, LucideIcon, (element: HTMLTextAreaElement) => void][] = [
    [t("composer.bold"), Bold, (element) => surround(element, "**")],
    [t("composer.italic"), Italic, (element) => surround(element, "_")],
    [t("composer.code"), Code, fence],
    [t("composer.link"), Link, link],
    [t("composer.list"), List, (element) => prefixLines(element, "- ")],
    [t("composer.quote"), Quote, (element) => prefixLines(element, "> ")],
  ];
  return (
    <div className={css.tools} role="toolbar" aria-label={t("composer.tools")}>
      {tools.map(([label, icon, run]) => (
        <IconButton
          key={label}
          size="small"
          icon={icon}
          label={label}
          disabled={disabled}
          onClick={() => area.current && run(area.current)}
        />
      ))}
      {onFiles && (
        <span className={css.attach}>
          <AttachButton onFiles={onFiles} disabled={disabled} />
        </span>
      )}
    </div>
  );
}
