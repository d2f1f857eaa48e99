import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { Banner } from "./Banner";

export interface RefusalProps {
  error: unknown;
  /** Says that what was typed is kept. */
  kept?: boolean;
  /** Fields that show their own part of it: a refusal of nothing else is not said twice. */
  shown?: readonly string[];
}

/** Why something was refused, beside what was typed, which is still there. Brings itself into view. */
export function Refusal({ error, kept, shown = [] }: RefusalProps) {
  const t = useShellText();
  const box = useRef<HTMLDivElement>(null);
  const problem = isProblem(error) ? error : null;
  const beside = problem ? Object.keys(problem.fields) : [];
  const said = beside.length > 0 && beside.every((field) => shown.includes(field));
  useEffect(() => {
    if (error && !said) box.current?.scrollIntoView({ block: "nearest" });
  }, [error, said]);
  if (!error || said) return null;
  const offline = problem?.status === 0;
  const title = offline ? t("error.network.title") : (problem?.title ?? t("error.unexpected.title"));
  const detail = offline ? null : (problem?.detail ?? t("error.unexpected.detail"));
  return (
    <div ref={box} role="alert">
      <Banner tone="danger" icon={CircleAlert}>
        <strong>{title}</strong>
        {detail && <p>{detail}</p>}
        {kept && <p>{t("ui.kept")}</p>}
        {problem && problem.status >= 500 && problem.requestId && (
          <p>
            {t("error.request")} <code>{problem.requestId}</code>
          </p>
        )}
      </Banner>
    </div>
  );
}
