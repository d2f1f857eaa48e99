import { Link, Outlet } from "@tanstack/react-router";
import { useMe } from "@/api/me";
import { Page } from "@/ui/Page";
import css from "./Administration.module.css";
import { pagesFor } from "./pages";
import { useText } from "./text";

export default function Frame() {
  const t = useText();
  const pages = pagesFor(useMe());
  return (
    <Page title={t("title")} width="wide">
      {pages.length > 0 && (
        <nav aria-label={t("title")} className={css.tabs}>
          {pages.map((page) => (
            <Link key={page.to} to={page.to} className={css.tab} activeOptions={{ exact: false }} activeProps={{ "aria-current": "page" }}>
              {t(page.text)}
            </Link>
          ))}
        </nav>
      )}
      <Outlet />
    </Page>
  );
}
