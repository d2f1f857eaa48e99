import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button, LinkButton } from "@/ui/Button";
import { Select } from "@/ui/TextInput";
import { useText } from "../text";
import css from "./Document.module.css";
import type { Full } from "./queries";

/** To the page before and after, and to any other: pages without usable text are named so. */
export function Leafing({ page, document }: { page: number; document: Full }) {
  const t = useText();
  const navigate = useNavigate();
  const to = `/strategies/documents/${document.id}`;
  const name = (number: number, unread: boolean) => t(unread ? "page.unread" : "page.of", { page: number, pages: document.pages });
  return (
    <nav className={css.leafing} aria-label={t("leafing")}>
      {page > 1 ? <LinkButton to={to} search={{ page: page - 1 }} icon={ChevronLeft}>{t("page.before")}</LinkButton> : <Button icon={ChevronLeft} disabled>{t("page.before")}</Button>}
      <Select
        aria-label={t("leafing")}
        value={String(page)}
        options={document.page_states.map((one) => ({ value: String(one.number), label: name(one.number, one.needs_ocr) }))}
        onChange={(number) => void navigate({ to, search: { page: Number(number) } })}
      />
      {page < document.pages ? <LinkButton to={to} search={{ page: page + 1 }} icon={ChevronRight}>{t("page.after")}</LinkButton> : <Button icon={ChevronRight} disabled>{t("page.after")}</Button>}
    </nav>
  );
}
