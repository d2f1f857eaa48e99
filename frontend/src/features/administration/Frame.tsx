import { Outlet, useLocation } from "@tanstack/react-router";
import { useMe } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { Page } from "@/ui/Page";
import { Nothing } from "./Nothing";
import { pageAt, pagesFor } from "./pages";
import { useText } from "./text";

export default function Frame() {
  const t = useText();
  const pages = pagesFor(useMe());
  const here = pageAt(useLocation({ select: (location) => location.pathname }));
  const closed = here !== undefined && !pages.includes(here);
  return (
    <Page title={t("title")} part={here && !closed ? t(here.text) : undefined} width="wide">
      {pages.length > 0 && <LinkTabs label={t("title")} tabs={pages.map((page) => ({ to: page.to, label: t(page.text) }))} />}
      {closed ? <Nothing /> : <Outlet />}
    </Page>
  );
}
