import { useMaybeMe } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { useText } from "./text";

/** The ways in: by what there is, by what it says, side by side, the hemisphere as a whole; for curators the files. */
export function Tabs() {
  const t = useText();
  const curates = useMaybeMe()?.permissions.includes("strategies:edition:curate");
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/strategies", label: t("tab.catalogue"), exact: true },
        { to: "/strategies/search", label: t("tab.search") },
        { to: "/strategies/compare", label: t("tab.compare") },
        { to: "/strategies/region", label: t("tab.region") },
        ...(curates ? [{ to: "/strategies/documents", label: t("tab.documents"), exact: true }] : []),
      ]}
    />
  );
}
