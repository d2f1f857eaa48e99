import type { ReactNode } from "react";
import { useMay } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { Page } from "@/ui/Page";
import { useText } from "./text";

/** The lists of the directory under one heading. */
export function Frame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useText();
  const confirms = useMay("identity:organisation:edit");
  const pages = [
    { to: "/directory", label: t("organisations"), exact: true },
    { to: "/directory/people", label: t("people") },
    { to: "/directory/groups", label: t("groups") },
    ...(confirms ? [{ to: "/directory/overdue", label: t("overdue") }] : []),
  ];
  return (
    <Page title={t("title")} intro={t("intro")} width="wide" actions={actions}>
      <LinkTabs label={t("tabs")} tabs={pages} />
      {children}
    </Page>
  );
}
