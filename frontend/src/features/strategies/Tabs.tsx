import { LinkTabs } from "@/ui/LinkTabs";
import { useText } from "./text";

/** The two ways in: by what there is, and by what it says. */
export function Tabs() {
  const t = useText();
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/strategies", label: t("tab.catalogue"), exact: true },
        { to: "/strategies/search", label: t("tab.search") },
      ]}
    />
  );
}
