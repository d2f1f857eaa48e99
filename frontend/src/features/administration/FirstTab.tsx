import { Navigate } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { useMe } from "@/api/me";
import { LinkButton } from "@/ui/Button";
import { EmptyState } from "@/ui/States";
import { pagesFor } from "./pages";
import { useText } from "./text";

/** Opens the first page that the person may use, or says that there is none. */
export default function FirstTab() {
  const t = useText();
  const first = pagesFor(useMe())[0];
  if (first) return <Navigate to={first.to} replace />;
  return (
    <EmptyState icon={ShieldCheck} title={t("nothing")} action={<LinkButton to="/">{t("nothing.home")}</LinkButton>}>
      {t("nothing.detail")}
    </EmptyState>
  );
}
