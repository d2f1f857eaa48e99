import { LinkTabs } from "@/ui/LinkTabs";
import { useText } from "./text";

/** The ways in: by what there is, by what it says, side by side, and the hemisphere as a whole. */
export function Tabs() {
  const t = useText();
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/strategies", label: t("tab.catalogue"), exact: true },
        { to: "/strategies/search", label: t("tab.search") },
        { to: "/strategies/compare", label: t("tab.compare") },
        { to: "/strategies/region", label: t("tab.region") },
      ]}
    />
  );
}
