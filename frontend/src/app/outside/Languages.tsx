import { showLocale } from "@/app/preferences";
import { localeNames, locales, useShellText } from "@/i18n";
import css from "./Languages.module.css";

/** Before anybody is known, the language is chosen here. */
export function Languages() {
  const t = useShellText();
  return (
    <nav aria-label={t("shell.language")} className={css.languages}>
      {locales.map((locale) => (
        <button key={locale} type="button" lang={locale} aria-pressed={t.locale === locale} onClick={() => void showLocale(locale)}>
          {localeNames[locale]}
        </button>
      ))}
    </nav>
  );
}
