import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { drafts } from "@/api/drafts";
import { api } from "@/api/client";
import { meQuery, type Me, type Theme } from "@/api/me";
import { isLocale, setLocale, setTimeZone, type Locale } from "@/i18n";
import { currentLocale } from "@/i18n/store";
import { remember } from "./storage";

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

const watchers = new Set<() => void>();

function watchTheme(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function useTheme(): Theme {
  return useSyncExternalStore(watchTheme, currentTheme);
}

/** Shows the theme now and on this device from now on. */
export function showTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember("theme", theme);
  watchers.forEach((watcher) => watcher());
}

export async function showLocale(locale: Locale): Promise<void> {
  remember("locale", locale);
  if (locale !== currentLocale()) await setLocale(locale);
}

/** Keeps a choice with the person, so that it follows them to other devices. The page has already changed. */
export async function keepPreference(client: QueryClient, choice: { locale?: Locale; theme?: Theme }): Promise<void> {
  await api.PATCH("/api/v1/me", { body: choice });
  client.setQueryData(meQuery.queryKey, (me) => me && { ...me, person: { ...me.person, ...choice } });
}

function isTheme(value: string): value is Theme {
  return value === "system" || value === "light" || value === "dark";
}

let adopted = "";

/** Takes over the language, theme and clock of the person who has just signed in, once. */
export function adoptPerson({ person }: Me): void {
  if (adopted === person.id) return;
  adopted = person.id;
  drafts.open(person.id);
  setTimeZone(person.time_zone);
  showTheme(isTheme(person.theme) ? person.theme : "system");
  if (isLocale(person.locale)) void showLocale(person.locale);
}

export function forgetPerson(): void {
  adopted = "";
  setTimeZone(null);
  drafts.removeAll();
}
