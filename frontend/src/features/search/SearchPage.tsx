import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Search, SearchX } from "lucide-react";
import { useShellText } from "@/i18n";
import { Button } from "@/ui/Button";
import { LoadMore } from "@/ui/LoadMore";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { TextInput } from "@/ui/TextInput";
import { useTyped } from "@/ui/useTyped";
import { Facets } from "./Facets";
import { Result } from "./Result";
import css from "./Search.module.css";
import { searchQuery, type Wanted } from "./search";
import { useText } from "./text";

/** Everything that I may see, as I type. The address keeps the search. */
export default function SearchPage() {
  const t = useText();
  const shell = useShellText();
  const navigate = useNavigate();
  const wanted = useSearch({ strict: false }) as Wanted;
  const change = (patch: Wanted) => void navigate({ to: "/search", search: { ...wanted, ...patch }, replace: true, resetScroll: false });
  const [typed, setTyped] = useTyped(wanted.q, (q) => change({ q }));
  const query = useInfiniteQuery({ ...searchQuery(wanted), placeholderData: keepPreviousData });
  const first = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const named = first?.named ?? [];
  const shown = items.length + named.length;
  const counted = () => {
    if (shown === 0) return <span className="visually-hidden">{t("none")}</span>;
    // The engine estimates; when everything is here it is known.
    if (wanted.q && !query.hasNextPage) return shell("ui.search.count", { count: shown });
    return t(wanted.q ? "count" : "newest", { count: (first?.total ?? 0) + named.length });
  };
  const narrowed = Boolean(wanted.kind ?? wanted.language ?? wanted.country ?? wanted.tag);
  return (
    <Page title={t("title")} width="normal">
      <div className={css.head}>
        <TextInput
          type="search"
          icon={Search}
          aria-label={t("field")}
          placeholder={t("field")}
          value={typed}
          maxLength={400}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Facets answer={first} wanted={wanted} onChange={change} />
        <p className={css.count} role="status">
          {first && counted()}
        </p>
      </div>
      {query.isPending && <Skeleton lines={10} />}
      {query.isError && !first && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {first && shown === 0 && (
        <EmptyState
          icon={SearchX}
          title={t("none")}
          action={
            narrowed && (
              <Button onClick={() => change({ kind: undefined, language: undefined, country: undefined, tag: undefined })}>{t("none.clear")}</Button>
            )
          }
        >
          {narrowed ? t("none.narrowed") : t("none.detail")}
        </EmptyState>
      )}
      <div className={css.results} aria-busy={query.isPlaceholderData}>
        {[...named, ...items].map((found) => (
          <Result key={`${found.kind} ${found.id}`} found={found} />
        ))}
      </div>
      <LoadMore query={query} auto />
    </Page>
  );
}
