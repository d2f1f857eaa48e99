import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useShellText } from "@/i18n";
import { IconButton } from "./Button";
import css from "./CodeBlock.module.css";

/** Copies a text and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useShellText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? Check : Copy}
        size="small"
        label={copied ? t("ui.copied") : (label ?? t("ui.copy"))}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      />
      <span role="status" className="visually-hidden">
        {copied && t("ui.copied")}
      </span>
    </>
  );
}

export interface CodeBlockProps {
  code: string;
  /** Names the block for screen readers, such as "Indicators". */
  label: string;
  /** Wraps long lines instead of scrolling. */
  wrap?: boolean;
}

export function CodeBlock({ code, label, wrap }: CodeBlockProps) {
  return (
    <figure className={css.block} aria-label={label}>
      {/* Scrollable regions take the focus so that the keyboard can scroll them. */}
      <pre className={wrap ? css.wrap : css.code} tabIndex={wrap ? undefined : 0}>
        {code}
      </pre>
      <div className={css.copy}>
        <CopyButton text={code} />
      </div>
    </figure>
  );
}
