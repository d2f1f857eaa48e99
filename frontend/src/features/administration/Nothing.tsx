import { ShieldCheck } from "lucide-react";
import { LinkButton } from "@/ui/Button";
import { EmptyState } from "@/ui/States";
import { useText } from "./text";

/** For whoever has no part in what a page is for. */
export function Nothing() {
  const t = useText();
  return (
    <EmptyState icon={ShieldCheck} title={t("nothing")} action={<LinkButton to="/">{t("nothing.home")}</LinkButton>}>
      {t("nothing.detail")}
    </EmptyState>
  );
}
