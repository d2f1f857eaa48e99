import { Link, Outlet } from "@tanstack/react-router";
import { Page } from "@/ui/Page";
import css from "./Settings.module.css";
import { useText } from "./text";

/** The frame of what a person sets for themself. */
export default function SettingsPage() {
  const t = useText();
  const pages = [
    { to: "/settings", label: t("profile") },
    { to: "/settings/security", label: t("security") },
    { to: "/settings/tokens", label: t("tokens") },
    { to: "/settings/keys", label: t("keys") },
    { to: "/notifications/preferences", label: t("notifications") },
  ];
  return (
    <Page title={t("title")}>
      <nav aria-label={t("tabs")} className={css.tabs}>
        {pages.map((page) => (
          <Link key={page.to} to={page.to} className={css.tab} activeOptions={{ exact: true }} activeProps={{ "aria-current": "page" }}>
            {page.label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
