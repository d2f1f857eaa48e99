import { Pin } from "lucide-react";
import { TopicRow } from "../feed/TopicRow";
import { useText } from "../text";
import type { TopicCard } from "../types";
import css from "./Groups.module.css";

/** What the stewards hold above everything else in a group. */
export function Pinned({ topics, place }: { topics: TopicCard[]; place: string }) {
  const t = useText();
  if (topics.length === 0) return null;
  return (
    <section className={css.pinned}>
      <p className={css.pinnedHead} aria-hidden>
        <Pin size={14} /> {t("group.pinned")}
      </p>
      <ul aria-label={t("group.pinned")} className={css.pinnedRows}>
        {topics.map((topic) => (
          <li key={topic.id}>
            <TopicRow topic={topic} withoutGroup place={place} />
          </li>
        ))}
      </ul>
    </section>
  );
}
