import { useEffect, useState } from "react";
import { previewText } from "@/api/preview";
import { useShellText } from "@/i18n";
import { Prose } from "../Prose";
import { ErrorState, Skeleton } from "../States";
import css from "./MarkdownComposer.module.css";

/** What the readers will see, rendered by the server. */
export function Preview({ text, render = previewText }: { text: string; render?: (text: string) => Promise<string> }) {
  const t = useShellText();
  const [state, setState] = useState<{ html?: string; error?: unknown }>({});
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    render(text).then(
      (html) => current && setState({ html }),
      (error: unknown) => current && setState({ error }),
    );
    return () => {
      current = false;
    };
  }, [text, render, attempt]);
  if (text.trim() === "") return <p className={css.nothing}>{t("composer.nothing")}</p>;
  if (state.error) return <ErrorState compact error={state.error} onRetry={() => setAttempt(attempt + 1)} />;
  if (state.html === undefined) return <Skeleton />;
  return <Prose html={state.html} />;
}
