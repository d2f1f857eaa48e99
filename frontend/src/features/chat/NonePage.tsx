import { MessageCircle } from "lucide-react";
import { EmptyState } from "@/ui/States";
import css from "./ChatPage.module.css";
import { useText } from "./text";

/** Beside the list while no conversation is open. */
export default function NonePage() {
  const t = useText();
  return (
    <div className={css.nothing}>
      <EmptyState icon={MessageCircle} title={t("none.title")}>
        {t("none.detail")}
      </EmptyState>
    </div>
  );
}
