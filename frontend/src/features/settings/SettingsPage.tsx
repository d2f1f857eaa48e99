import { Outlet, useLocation } from "@tanstack/react-router";
import { LinkTabs } from "@/ui/LinkTabs";
import { Page } from "@/ui/Page";
import { useText } from "./text";

/** The frame of what a person sets for themself. */
export default function SettingsPage() {
  const t = useText();
  const path = useLocation({ select: (location) => location.pathname.replace(/\/$/, "") });
  const pages = [
    { to: "/settings", label: t("profile"), exact: true },
    { to: "/settings/security", label: t("security") },
    { to: "/settings/tokens", label: t("tokens") },
    { to: "/settings/keys", label: t("keys") },
    { to: "/settings/notifications", label: t("notifications") },
  ];
  return (
    <Page title={t("title")} part={pages.find((page) => page.to === path)?.label}>
      <LinkTabs label={t("tabs")} tabs={pages} />
      <Outlet />
    </Page>
  );
}
