import { ErrorState, Skeleton, type SkeletonProps } from "./States";

/** The part of TanStack's query that this needs. */
export interface Asked {
  data?: unknown;
  error: unknown;
  isPending: boolean;
  isError: boolean;
  refetch: () => unknown;
}

export interface PendingProps extends SkeletonProps {
  query: Asked;
  /** Inside a panel or list rather than instead of a page. */
  compact?: boolean;
}

/** Stands where an answer will appear: its place while it is awaited, what went wrong when none came. */
export function Pending({ query, compact, ...size }: PendingProps) {
  if (query.isPending) return <Skeleton {...size} />;
  // What was there before the failure stays to be read.
  if (query.isError && query.data === undefined) return <ErrorState compact={compact} error={query.error} onRetry={() => void query.refetch()} />;
  return null;
}
