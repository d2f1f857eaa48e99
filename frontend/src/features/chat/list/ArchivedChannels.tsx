import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { cx } from "@/ui/cx";
import { ErrorState, Skeleton } from "@/ui/States";
import { archivedQuery } from "../api";
import { useText } from "../text";
import type { Channel } from "../types";
import css from "./ChannelList.module.css";

/** The channels that are only read any more; asked for when somebody wants to see them. */
export function ArchivedChannels({ rows }: { rows: (channels: Channel[]) => ReactNode }) {
  const t = useText();
  const [shown, setShown] = useState(false);
  const query = useQuery({ ...archivedQuery, enabled: shown });
  const Icon = shown ? ChevronDown : ChevronRight;
  return (
    <section className={css.group} aria-label={t("list.archived")}>
      <button type="button" className={cx(css.row, css.opener)} aria-expanded={shown} onClick={() => setShown(!shown)}>
        <span className={css.sign}>
          <Icon size={16} aria-hidden />
        </span>
        <span className={css.name}>{t("list.archived")}</span>
      </button>
      {shown && query.isPending && <Skeleton lines={2} />}
      {shown && query.isError && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {shown && query.data?.length === 0 && <p className={css.nothing}>{t("list.archived.none")}</p>}
      {shown && query.data && <ul>{rows(query.data)}</ul>}
    </section>
  );
}
