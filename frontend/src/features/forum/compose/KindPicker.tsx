import { cx } from "@/ui/cx";
import { useId } from "react";
import { kindIcons } from "../KindIcon";
import { useText } from "../text";
import type { TopicKind } from "../types";
import css from "./Compose.module.css";

/** What kind of topic it becomes; each says what it is for. */
export function KindPicker({ value, kinds, onChange }: { value: TopicKind; kinds: TopicKind[]; onChange: (kind: TopicKind) => void }) {
  const t = useText();
  const name = useId();
  return (
    <fieldset className={css.kindPicker}>
      <legend>{t("compose.kind")}</legend>
      <div className={css.kinds}>
        {kinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <label key={kind} className={cx(css.kind, value === kind && css.chosen)}>
              <input type="radio" className="visually-hidden" name={name} value={kind} checked={value === kind} onChange={() => onChange(kind)} />
              <Icon size={20} aria-hidden />
              <span>
                <strong>{t(`kind.${kind}`)}</strong>
                <span className={css.kindWords}>{t(`kindFor.${kind}`)}</span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
