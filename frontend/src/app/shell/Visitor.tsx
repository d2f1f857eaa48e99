import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { LogIn } from "lucide-react";
import { isLocale, localeNames, locales, useShellText } from "@/i18n";
import { LinkButton } from "@/ui/Button";
import { Select } from "@/ui/TextInput";
import { showLocale } from "../preferences";
import { Brand } from "./Brand";
import shell from "./Shell.module.css";
import css from "./Visitor.module.css";

/** The frame of open pages for people without an account: the name, a language, the way in, and the content. */
export function Visitor() {
  const t = useShellText();
  const { href } = useLocation();
  return (
    <>
      <a href="#content" className={shell.skip}>
        {t("shell.skip")}
      </a>
      <div className={css.frame}>
        <header className={css.bar}>
          <Link to="/">
            <span className={css.word}><Brand /></span>
            <span className={css.mark}><Brand markOnly /></span>
            <span className="visually-hidden">{t("shell.notFound.home")}</span>
          </Link>
          <div className={css.end}>
            <Select
              aria-label={t("shell.language")}
              value={t.locale}
              options={locales.map((locale) => ({ value: locale, label: localeNames[locale] }))}
              onChange={(locale) => isLocale(locale) && void showLocale(locale)}
            />
            <LinkButton to="/sign-in" search={{ next: href }} icon={LogIn} variant="primary">
              {t("shell.signIn")}
            </LinkButton>
          </div>
        </header>
        <main id="content" tabIndex={-1} className={shell.content}>
          <Outlet />
        </main>
      </div>
    </>
  );
}
