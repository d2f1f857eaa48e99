import { CloudOff, RotateCw, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { isProblem } from "@/api/problem";
import { useShellText } from "@/i18n";
import { Button } from "./Button";
import { CopyButton } from "./CodeBlock";
import { cx } from "./cx";
import css from "./States.module.css";

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: ReactNode;
  /** Why it is empty and what to do about it. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={css.state}>
      {Icon && (
        <span className={css.icon}>
          <Icon size={24} aria-hidden />
        </span>
      )}
      <p className={css.title}>{title}</p>
      {children && <div className={css.words}>{children}</div>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** Inside a panel or list rather than instead of a page. */
  compact?: boolean;
}

/** What went wrong in the server's own words, what to do, the number to quote, and a way to try again if that can help. */
export function ErrorState({ error, onRetry, compact }: ErrorStateProps) {
  const t = useShellText();
  const problem = isProblem(error) ? error : null;
  const offline = problem?.status === 0;
  const silent = offline || problem?.slug === "unavailable" || problem?.detail === "";
  const title = offline ? t("error.network.title") : silent ? t("error.unavailable.title") : problem?.title;
  const detail = offline ? t("error.network.detail") : silent ? t("error.unavailable.detail") : problem?.detail;
  const Icon = offline ? CloudOff : TriangleAlert;
  const settled = problem !== null && [403, 404, 410].includes(problem.status);
  return (
    <div className={cx(css.state, css.error, compact && css.compact)} role="alert">
      <span className={css.icon}>
        <Icon size={compact ? 20 : 24} aria-hidden />
      </span>
      <p className={css.title}>{title ?? t("error.unexpected.title")}</p>
      <p className={css.words}>{detail ?? t("error.unexpected.detail")}</p>
      {onRetry && !settled && (
        <div className={css.action}>
          <Button icon={RotateCw} onClick={onRetry} size={compact ? "small" : "medium"}>
            {t("ui.retry")}
          </Button>
        </div>
      )}
      {problem?.requestId && (
        <p className={css.request}>
          {t("error.request")} <code>{problem.requestId}</code>
          <CopyButton text={problem.requestId} label={t("error.request.copy")} />
        </p>
      )}
    </div>
  );
}

export interface SkeletonProps {
  /** How many lines of text to stand in for. */
  lines?: number;
  /** A block of this height in pixels instead of lines. */
  height?: number;
}

/** Stands where content will appear, in its size, so that nothing jumps. */
export function Skeleton({ lines = 3, height }: SkeletonProps) {
  const t = useShellText();
  return (
    <div className={css.skeleton} role="status">
      <span className="visually-hidden">{t("ui.loading")}</span>
      {height ? (
        <span className={css.block} style={{ height }} />
      ) : (
        Array.from({ length: lines }, (_, line) => <span key={line} className={css.line} />)
      )}
    </div>
  );
}
