import { Link, Outlet } from "@tanstack/react-router";
import { useMe } from "@/api/me";
import { Page } from "@/ui/Page";
import css from "./Administration.module.css";
import { useText } from "./text";

export default function Frame() {
  const t = useText();
  const { permissions } = useMe();
  const pages = [
    { to: "/administration", label: t("tab.people"), needs: ["identity:member:invite"] },
    { to: "/administration/applications", label: t("tab.applications"), needs: ["identity:organisation:vet", "identity:organisation:endorse"] },
    { to: "/administration/tests", label: t("tab.tests"), needs: ["directory:contact_test:run"] },
    { to: "/administration/audit", label: t("tab.audit"), needs: ["identity:audit:read"] },
    { to: "/administration/system", label: t("tab.system"), needs: ["directory:platform_role:grant"] },
  ].filter((page) => page.needs.some((one) => permissions.includes(one)));
  return (
    <Page title={t("title")} width="wide">
      <nav aria-label={t("title")} className={css.tabs}>
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
