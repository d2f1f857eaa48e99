import { Outlet } from "@tanstack/react-router";
import { useMe } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { Page } from "@/ui/Page";
import { pagesFor } from "./pages";
import { useText } from "./text";

export default function Frame() {
  const t = useText();
  const pages = pagesFor(useMe());
  return (
    <Page title={t("title")} width="wide">
      {pages.length > 0 && <LinkTabs label={t("title")} tabs={pages.map((page) => ({ to: page.to, label: t(page.text) }))} />}
      <Outlet />
    </Page>
  );
}
