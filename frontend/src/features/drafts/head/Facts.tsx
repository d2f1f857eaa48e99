import { languageName } from "@/i18n";
import { Time } from "@/ui/Time";
import { usePlaceName } from "../places";
import { useText } from "../text";
import type { Draft } from "../types";
import css from "./Head.module.css";

/** Whose draft it is, where it is shared, and who writes in it. */
export function Facts({ draft }: { draft: Draft }) {
  const t = useText();
  const nameOf = usePlaceName();
  const writers = [draft.author, ...draft.editors].flatMap((one) => (one ? [one.name] : []));
  return (
    <p className={css.facts}>
      <span>{nameOf(draft.place)}</span>
      <span>{languageName(draft.language)}</span>
      {draft.group && <span>{draft.group.name}</span>}
      {writers.length > 0 && <span>{t("facts.writers", { count: writers.length, names: writers.join(", ") })}</span>}
      <span>
        {t("facts.touched")} <Time at={draft.touched_at} />
      </span>
    </p>
  );
}
