import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { BookCheck, CalendarClock, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/Button";
import { Page, Row } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { practicesQuery } from "../api";
import { TopicList } from "../feed/TopicList";
import { ForumNav } from "../ForumNav";
import { useText } from "../text";
import type { Filters } from "../types";
import css from "./Pages.module.css";

/** The library of best practice: answers and guides that stewards keep and look at again. */
export default function PracticesPage() {
  const t = useText();
  const navigate = useNavigate();
  const { tag } = useSearch({ strict: false }) as Filters;
  const [due, setDue] = useState(false);
  const query = useInfiniteQuery(practicesQuery({ tag, due: due || undefined }));
  return (
    <Page title={t("practices.title")} intro={t("practices.intro")} width="wide">
      <ForumNav />
      <Row className={css.filters}>
        <Button size="small" variant="quiet" icon={CalendarClock} aria-pressed={due} onClick={() => setDue(!due)}>
          {t("practices.due")}
        </Button>
        {tag && (
          <Button size="small" variant="quiet" icon={X} onClick={() => void navigate({ to: "/forum/practices", search: {} })} aria-label={t("filter.tag.remove", { tag })}>
            #{tag}
          </Button>
        )}
      </Row>
      <TopicList
        key={`${tag} ${due}`}
        query={query}
        place="/forum/practices"
        label={t("practices.title")}
        empty={
          <EmptyState icon={BookCheck} title={due ? t("practices.none.due") : t("practices.none")}>
            {!due && t("practices.none.detail")}
          </EmptyState>
        }
      />
    </Page>
  );
}
