import { useMaybeMe } from "@/api/me";
import { LinkTabs } from "@/ui/LinkTabs";
import { useText } from "./text";

/** The ways in: by what there is, by what it says and, for who is signed in, by what is being written. */
export function Tabs() {
  const t = useText();
  const writes = useMaybeMe()?.permissions.includes("strategies:draft:read");
  return (
    <LinkTabs
      label={t("title")}
      tabs={[
        { to: "/strategies", label: t("tab.catalogue"), exact: true },
        { to: "/strategies/search", label: t("tab.search") },
        ...(writes ? [{ to: "/strategies/drafts", label: t("tab.drafts") }] : []),
      ]}
    />
  );
}
