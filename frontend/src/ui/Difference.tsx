import { useShellText } from "@/i18n";
import css from "./Difference.module.css";
import type { Change } from "./diff";

/** A text with what has gone from it and what has come: by colour, by sign, and in words for who hears it. */
export function Difference({ changes }: { changes: Change[] }) {
  const t = useShellText();
  return (
    <pre className={css.text}>
      {changes.map(({ kind, text }, index) => {
        if (kind === "same") return <span key={index}>{text}</span>;
        const Mark = kind === "added" ? "ins" : "del";
        return (
          <Mark key={index}>
            <span className="visually-hidden">{t(kind === "added" ? "diff.added" : "diff.removed")} </span>
            {text}
          </Mark>
        );
      })}
    </pre>
  );
}
