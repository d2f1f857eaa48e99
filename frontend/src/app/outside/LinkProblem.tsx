import { Unlink } from "lucide-react";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { EmptyState, ErrorState } from "@/ui/States";

/** Of the server's refusals, those that say that the link itself is wrong: trying again would not help. */
const wrong = [404, 410, 422];

/** What a page says whose link from a mail lost its secret on the way, or whose secret is not known. */
export function LinkProblem({ error, onRetry }: { error?: unknown; onRetry?: () => void }) {
  const t = useShellText();
  if (error && !wrong.some((status) => isProblem(error, status))) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState icon={Unlink} title={t("link.wrong.title")}>
      {t("link.wrong.detail")}
    </EmptyState>
  );
}
