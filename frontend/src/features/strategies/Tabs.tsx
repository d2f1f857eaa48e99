import { useMaybeMe } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { useText } from "./text";

/** The ways in: by what there is, and by what it says; for curators the files as well. */
export function Tabs() {
  const t = useText();
  const curates = useMaybeMe()?.permissions.includes("strategies:edition:curate");
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/strategies", label: t("tab.catalogue"), exact: true },
        { to: "/strategies/search", label: t("tab.search") },
        ...(curates ? [{ to: "/strategies/documents", label: t("tab.documents"), exact: true }] : []),
      ]}
    />
  );
}
