import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { useText } from "../text";

/** Why something was refused, beside what was typed, which is still there. Brings itself into view. */
export function ProblemBanner({ error, kept }: { error: unknown; kept?: boolean }) {
  const t = useText();
  const shell = useShellText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.scrollIntoView({ block: "nearest" });
  }, [error]);
  if (!error) return null;
  const problem = isProblem(error) ? error : null;
  const title = problem?.status === 0 ? shell("error.network.title") : (problem?.title ?? shell("error.unexpected.title"));
  const detail = problem?.status === 0 ? null : (problem?.detail ?? shell("error.unexpected.detail"));
  return (
    <div ref={box} role="alert">
      <Banner tone="danger" icon={CircleAlert}>
        <strong>{title}</strong>
        {detail && <p>{detail}</p>}
        {kept && <p>{t("compose.kept")}</p>}
      </Banner>
    </div>
  );
}
