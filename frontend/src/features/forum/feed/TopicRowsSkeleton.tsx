import { Skeleton } from "@/ui/States";
import css from "./TopicList.module.css";

/** Rows of the size that topics have, while the first ones are fetched. */
export function TopicRowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={css.frame}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css.skeleton}>
          <Skeleton lines={2} />
        </div>
      ))}
    </div>
  );
}
