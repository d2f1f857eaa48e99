import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { LinkButton } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import css from "./Fallbacks.module.css";

export function NotFound() {
  const t = useShellText();
  return (
    <Page title={t("shell.notFound.title")} intro={t("shell.notFound.detail")} width="read">
      <LinkButton to="/">{t("shell.notFound.home")}</LinkButton>
    </Page>
  );
}

/** What a route shows when its data or its code failed. A 404 of the API is the page's own 404. */
export function Failure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (isProblem(error, 404)) return <NotFound />;
  return (
    <div className={css.failure}>
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

export function Pending() {
  return (
    <div className={css.pending}>
      <Skeleton height={36} />
      <Skeleton lines={5} />
    </div>
  );
}
