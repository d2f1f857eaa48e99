import type { Compiled } from "../../tools/compile-message";
import { format, type Values } from "./format";

export const locales = ["en", "es", "pt", "fr"] as const;
export type Locale = (typeof locales)[number];
type Catalogue = Record<string, Compiled>;
type Loader = () => Promise<{ default: Catalogue }>;

/** Each language in its own name: the list a person can read whatever the page's language is. */
export const localeNames: Record<Locale, string> = { en: "English", es: "Español", pt: "Português", fr: "Français" };

const shared = import.meta.glob("./{en,es,pt,fr}.json") as unknown as Record<string, Loader>;
const ofFeatures = import.meta.glob("../features/*/i18n/{en,es,pt,fr}.json") as unknown as Record<string, Loader>;
const early: Record<Locale, () => Promise<{ default: Record<string, unknown> }>> = {
  en: () => import("virtual:early-texts/en"),
  es: () => import("virtual:early-texts/es"),
  pt: () => import("virtual:early-texts/pt"),
  fr: () => import("virtual:early-texts/fr"),
};

let active: Locale = "en";
let texts: Catalogue = {};
const loaded = new Set<string>();
const listeners = new Set<() => void>();

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

export function currentLocale(): Locale {
  return active;
}

async function fetchFeature(feature: string, locale: Locale): Promise<Catalogue> {
  const module = await ofFeatures[`../features/${feature}/i18n/${locale}.json`]?.();
  return Object.fromEntries(Object.entries(module?.default ?? {}).map(([key, text]) => [`${feature}:${key}`, text]));
}

/** Makes a feature's texts ready in the current language; called by the router before its first page. */
export async function loadTexts(feature: string): Promise<void> {
  if (loaded.has(feature)) return;
  const locale = active;
  const more = await fetchFeature(feature, locale);
  if (locale !== active) return loadTexts(feature);
  loaded.add(feature);
  texts = { ...texts, ...more };
}

let wanted: Locale = active;

/** Switches the language of everything on the page once all its texts have arrived; the last language asked for stays. */
export async function setLocale(locale: Locale): Promise<void> {
  wanted = locale;
  const [words, soon] = await Promise.all([shared[`./${locale}.json`]?.(), early[locale]()]);
  const parts = new Map<string, Catalogue>();
  // A page may have been opened meanwhile: its feature's texts come too.
  for (let lacking = [...loaded]; lacking.length > 0; lacking = [...loaded].filter((feature) => !parts.has(feature))) {
    await Promise.all(lacking.map(async (feature) => parts.set(feature, await fetchFeature(feature, locale))));
  }
  if (wanted !== locale) return;
  active = locale;
  texts = Object.assign({}, words?.default, soon.default, ...parts.values()) as Catalogue;
  document.documentElement.lang = locale;
  listeners.forEach((listener) => listener());
}

export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Looks a text up by its full key (`key` of the shell, `feature:key` of a feature) and fills it. */
export function text(key: string, values: Values = {}): string {
  const message = texts[key];
  if (message === undefined) {
    if (import.meta.env.DEV) console.error(`No text for ${key} in ${active}`);
    return key;
  }
  return format(message, values, active);
}

/** The language to start with: the one chosen here before, else the browser's, else English. */
export function initialLocale(): Locale {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem("atalaya.locale");
  } catch {
    // Storage may be blocked; the browser's languages then decide.
  }
  if (isLocale(chosen)) return chosen;
  for (const language of navigator.languages ?? []) {
    const short = language.slice(0, 2).toLowerCase();
    if (isLocale(short)) return short;
  }
  return "en";
}
