import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, LogOut } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { drafts } from "@/api/drafts";
import { useMe, type Theme } from "@/api/me";
import { tellOthers } from "@/api/windows";
import { localeNames, locales, useShellText, type Locale } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { ConfirmDialog } from "@/ui/Dialog";
import { Menu } from "@/ui/Menu";
import { toast } from "@/ui/Toast";
import { leave } from "../leave";
import { keepPreference, showLocale, showTheme, useTheme } from "../preferences";
import css from "./MeMenu.module.css";

/** Who I am here, my language and appearance, and signing out. */
export function MeMenu() {
  const t = useShellText();
  const { person, organisations } = useMe();
  const queryClient = useQueryClient();
  const theme = useTheme();
  const [asking, setAsking] = useState(false);
  const home = organisations[0];

  const signOut = async () => {
    setAsking(false);
    // What is still to be told, such as what was read, is told as the person who did it.
    window.dispatchEvent(new Event("pagehide"));
    try {
      await api.POST("/api/v1/sign-out");
    } catch (error) {
      toast.failed(error);
      return;
    }
    tellOthers({ signedOut: true });
    leave({ signedOut: true });
  };
  const themes: { value: Theme; label: string }[] = [
    { value: "system", label: t("shell.theme.system") },
    { value: "light", label: t("shell.theme.light") },
    { value: "dark", label: t("shell.theme.dark") },
  ];

  return (
    <>
      <Menu
        trigger={
          <button type="button" className={css.trigger}>
            <span className="visually-hidden">{t("shell.me", { name: person.name })}</span>
            <Avatar name={person.name} country={home?.country} decorative />
            <ChevronDown size={16} aria-hidden />
          </button>
        }
      >
        {(m) => (
          <>
            <div className={css.who}>
              <strong>{person.name}</strong>
              <span>{home?.name}</span>
              <span>{person.email}</span>
            </div>
            <m.Separator />
            <m.Choice
              label={t("shell.language")}
              value={t.locale}
              options={locales.map((value) => ({ value, label: localeNames[value] }))}
              onChange={(locale: Locale) => {
                void showLocale(locale);
                keepPreference(queryClient, { locale }).catch(toast.failed);
              }}
            />
            <m.Separator />
            <m.Choice
              label={t("shell.theme")}
              value={theme}
              options={themes}
              onChange={(chosen) => {
                showTheme(chosen);
                keepPreference(queryClient, { theme: chosen }).catch(toast.failed);
              }}
            />
            <m.Separator />
            <m.Item icon={LogOut} onSelect={() => (drafts.count() > 0 ? setAsking(true) : void signOut())}>
              {t("shell.signOut")}
            </m.Item>
          </>
        )}
      </Menu>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void signOut()}
        title={t("shell.signOut.drafts.title")}
        confirm={t("shell.signOut")}
        variant="danger"
      >
        <p>{t("shell.signOut.drafts", { count: asking ? drafts.count() : 0 })}</p>
      </ConfirmDialog>
    </>
  );
}
