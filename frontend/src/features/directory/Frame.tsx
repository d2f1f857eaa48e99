import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "@/api/me";
import { Page } from "@/ui/Page";
import css from "./Directory.module.css";
import { useText } from "./text";

/** The lists of the directory under one heading. */
export function Frame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useText();
  const confirms = useMay("identity:organisation:edit");
  const pages = [
    { to: "/directory", label: t("organisations") },
    { to: "/directory/people", label: t("people") },
    { to: "/directory/groups", label: t("groups") },
    ...(confirms ? [{ to: "/directory/overdue", label: t("overdue") }] : []),
  ];
  return (
    <Page title={t("title")} intro={t("intro")} width="wide" actions={actions}>
      <nav aria-label={t("tabs")} className={css.tabs}>
        {pages.map((page) => (
          <Link key={page.to} to={page.to} className={css.tab} activeOptions={{ exact: true, includeSearch: false }} activeProps={{ "aria-current": "page" }}>
            {page.label}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
