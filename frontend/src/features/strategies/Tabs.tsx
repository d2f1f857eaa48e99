import { useMaybeMe } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { useText } from "./text";

/** The ways in: by what there is, what it says, side by side, the hemisphere; what is being written; for curators the files. */
export function Tabs() {
  const t = useText();
  const may = useMaybeMe()?.permissions ?? [];
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/strategies", label: t("tab.catalogue"), exact: true },
        { to: "/strategies/search", label: t("tab.search") },
        { to: "/strategies/compare", label: t("tab.compare") },
        { to: "/strategies/region", label: t("tab.region") },
        ...(may.includes("strategies:draft:read") ? [{ to: "/strategies/drafts", label: t("tab.drafts") }] : []),
        ...(may.includes("strategies:edition:curate") ? [{ to: "/strategies/documents", label: t("tab.documents"), exact: true }] : []),
      ]}
    />
  );
}
