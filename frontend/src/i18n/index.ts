import { createElement, Fragment, useSyncExternalStore, type ReactNode } from "react";
import type shell from "./en.json";
import type { Values } from "./format";
import { currentLocale, onLocaleChange, text, type Locale } from "./store";

export { isLocale, loadTexts, localeNames, locales, setLocale, text, type Locale } from "./store";
export { formatDate, formatNumber, countryName, languageName } from "./intl";
export { duration } from "./duration";
export { dayOf, setTimeZone, startOfDay } from "./zone";
export type { Values } from "./format";

/** Writes one text in the person's language. Keys are checked by the compiler. */
export interface Translate<Key extends string> {
  (key: Key, values?: Values): string;
  /** For texts with marked parts, such as `Read <terms>the terms</terms>`: each mark becomes an element. */
  rich(key: Key, marks: Record<string, (inner: string) => ReactNode>, values?: Values): ReactNode;
  readonly locale: Locale;
}

function build<Key extends string>(prefix: string, locale: Locale): Translate<Key> {
  const translate = (key: Key, values?: Values) => text(prefix + key, values);
  const rich: Translate<Key>["rich"] = (key, marks, values) => {
    const parts = translate(key, values).split(/<(\w+)>(.*?)<\/\1>/);
    return parts.map((part, index) => {
      if (index % 3 === 1) return null;
      const mark = index % 3 === 2 ? marks[parts[index - 1] ?? ""] : undefined;
      return createElement(Fragment, { key: index }, mark ? mark(part) : part);
    });
  };
  return Object.assign(translate, { rich, locale });
}

const cache = new Map<string, Translate<string>>();

function translator<Key extends string>(prefix: string, locale: Locale): Translate<Key> {
  const name = `${prefix} ${locale}`;
  let made = cache.get(name);
  if (!made) cache.set(name, (made = build<string>(prefix, locale)));
  return made as unknown as Translate<Key>;
}

export function useLocale(): Locale {
  return useSyncExternalStore(onLocaleChange, currentLocale);
}

/** Texts of the shell and of `src/ui`. */
export function useShellText(): Translate<keyof typeof shell> {
  return translator("", useLocale());
}

/** Makes the `useText` hook of a feature: `export const useText = textHook<typeof en>("forum")`. */
export function textHook<Texts extends object>(feature: string): () => Translate<Extract<keyof Texts, string>> {
  return () => translator(`${feature}:`, useLocale());
}
