import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, body } from "@/api/client";
import { Dialog } from "@/ui/Dialog";
import { Difference } from "@/ui/Difference";
import { difference } from "@/ui/diff";
import { ErrorState, Skeleton } from "@/ui/States";
import { Select } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { formatDate } from "@/i18n";
import { useText } from "../text";
import type { Post } from "../types";
import css from "./HistoryDialog.module.css";

/** Every version of a post, each against the one before it. */
export function HistoryDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["forum", "revisions", post.id, post.version],
    queryFn: ({ signal }) => body(api.GET("/api/v1/posts/{post_id}/revisions", { params: { path: { post_id: post.id } }, signal })),
  });
  const index = data ? (chosen === null ? data.length - 1 : data.findIndex((one) => String(one.version) === chosen)) : -1;
  const now = data?.[index];
  const before = data?.[index - 1];
  const changes = useMemo(() => difference(before?.body ?? now?.body ?? "", now?.body ?? ""), [before, now]);
  const when = (at: string) => formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Dialog open onClose={onClose} size="large" title={t("history.title")}>
      {error && <ErrorState compact error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && now && (
        <>
          <div className={css.bar}>
            <Select
              aria-label={t("history.version")}
              value={String(now.version)}
              options={data.map((one, at) => ({
                value: String(one.version),
                label: t(at === 0 ? "history.first" : "history.changed", { date: when(one.written_at) }),
              }))}
              onChange={setChosen}
            />
            <p className={css.when}>
              {now.author?.name} · <Time at={now.written_at} show="full" />
            </p>
          </div>
          <Difference changes={changes} />
        </>
      )}
    </Dialog>
  );
}
