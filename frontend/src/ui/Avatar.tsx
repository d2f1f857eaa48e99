import { countryName, useLocale } from "@/i18n";
import css from "./Avatar.module.css";
import { cx } from "./cx";

export interface AvatarProps {
  name: string;
  /** ISO code of the person's or team's country; shown as small letters, never as a flag. */
  country?: string | null;
  size?: 24 | 32 | 40 | 56;
  presence?: "active" | "away" | "offline";
  /** The label for the presence dot, such as "Away". */
  presenceLabel?: string;
  /** Leave the name out where it is written next to the picture. */
  decorative?: boolean;
}

function initials(name: string): string {
  const words = name.replace(/\(.*?\)/g, "").split(/[\s,.-]+/).filter((word) => /^[\p{L}\d]/u.test(word));
  const [first = "", last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
  return ((first[0] ?? "") + (last[0] ?? "")).toUpperCase() || "?";
}

/** One of eight calm hues, always the same for a name. */
function hue(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 8;
}

export function Avatar({ name, country, size = 32, presence, presenceLabel, decorative }: AvatarProps) {
  useLocale();
  const label = country ? `${name}, ${countryName(country)}` : name;
  return (
    <span
      className={cx(css.avatar, css[`s${size}`], css[`h${hue(name)}`])}
      role={decorative ? undefined : "img"}
      aria-label={decorative ? undefined : label}
      aria-hidden={decorative}
    >
      <span className={css.initials}>{initials(name)}</span>
      {country && size >= 32 && <span className={css.country}>{country.toUpperCase()}</span>}
      {presence && <span className={cx(css.presence, css[presence])} role="img" aria-label={presenceLabel} />}
    </span>
  );
}
