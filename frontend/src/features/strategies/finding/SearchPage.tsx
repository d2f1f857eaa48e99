import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ListFilter, Search, SearchX } from "lucide-react";
import { useState } from "react";
import { useMaybeMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Page, Row } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Select, TextInput } from "@/ui/TextInput";
import { useTyped } from "@/ui/useTyped";
import { Live } from "../Live";
import { SavedSearches } from "../saved/SavedSearches";
import { SaveSearch } from "../saved/SaveSearch";
import { Tabs } from "../Tabs";
import { useText } from "../text";
import { Facets } from "./Facets";
import css from "./Finding.module.css";
import { FoundDocument } from "./FoundDocument";
import { Meant } from "./Meant";
import { facetNames, isIdle, narrowed, passagesQuery, type Wanted } from "./wanted";

const examples = ["example.1", "example.2", "example.3", "example.4"] as const;
const [few, most] = [10, 50] as const;
const nothing = Object.fromEntries(facetNames.map((name) => [name, undefined])) as Wanted;

/** A question in one language, and the pages that answer it in four. The address keeps the search. */
export default function SearchPage() {
  const t = useText();
  const navigate = useNavigate();
  const me = useMaybeMe();
  const wanted = useSearch({ strict: false }) as Wanted;
  const [open, setOpen] = useState(false);
  // Upon the address as it is by now: words and a filter may follow each other faster than the page is drawn.
  const change = (patch: Wanted) => void navigate({ to: "/strategies/search", search: (now: Wanted) => ({ ...now, ...patch }), replace: true, resetScroll: false });
  const [typed, setTyped] = useTyped(wanted.q, (q) => change({ q, without: undefined }));
  const [limit, setLimit] = useState<number>(few);
  const query = useQuery(passagesQuery(wanted, t.locale, limit));
  const found = query.data;
  const chosen = narrowed(wanted);
  const idle = isIdle(wanted);
  const waiting = query.isPending || (query.isPlaceholderData && found?.items.length === 0);
  const clear = () => change({ ...nothing, document: undefined });
  return (
    <Page title={t("search.title")} intro={t("search.intro")} width="wide">
      {me && <Live />}
      <Tabs />
      <div className={css.ask} role="search">
        <TextInput
          type="search"
          icon={Search}
          aria-label={t("search.field")}
          placeholder={t("search.field")}
          value={typed}
          maxLength={400}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button icon={ListFilter} className={css.filters} aria-expanded={open} aria-controls="facets" onClick={() => setOpen(!open)}>
          {t("filter.more", { count: chosen })}
        </Button>
      </div>
      {found && <Meant concepts={found.concepts} words={found.words} wanted={wanted} change={change} />}
      <div className={css.split}>
        <div id="facets" className={cx(css.facets, open && css.open)} role="group" aria-label={t("filter")}>
          {chosen > 0 && <Button size="small" onClick={clear}>{t("filter.clear")}</Button>}
          <Facets found={found} wanted={wanted} change={change} />
        </div>
        <div className={css.main}>
          <Row className={css.above}>
            <span role="status">{found && t("found", { passages: found.total, documents: idle ? 0 : found.documents })}</span>
            <Select
              aria-label={t("sort")}
              value={wanted.sort ?? ""}
              options={[
                { value: "", label: t("sort.relevance") },
                { value: "newest", label: t("sort.newest") },
                { value: "oldest", label: t("sort.oldest") },
              ]}
              onChange={(sort) => change({ sort: sort === "newest" || sort === "oldest" ? sort : undefined })}
            />
            {!idle && !wanted.document && <SaveSearch wanted={wanted} />}
          </Row>
          {waiting && <Skeleton lines={10} />}
          {query.isError && !found && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
          {idle && (
            <nav className={css.examples} aria-label={t("examples")}>
              <p>{t("examples")}</p>
              {examples.map((one) => (
                <Link key={one} to="/strategies/search" search={{ q: t(one) }}>
                  {t(one)}
                </Link>
              ))}
            </nav>
          )}
          {idle && me && <SavedSearches />}
          {idle && (
            <p className={css.thesaurus}>
              {t("thesaurus")} <a href="/api/v1/strategies/thesaurus.ttl">{t("thesaurus.turtle")}</a>, <a href="/api/v1/strategies/thesaurus.jsonld">{t("thesaurus.jsonld")}</a>
            </p>
          )}
          {found?.items.length === 0 && !waiting && (wanted.q ?? chosen > 0) && (
            <EmptyState icon={SearchX} title={t("found.none")} action={chosen > 0 && <Button onClick={clear}>{t("filter.clear")}</Button>}>
              {t(chosen > 0 ? "found.none.narrowed" : "found.none.detail")}
            </EmptyState>
          )}
          <div aria-busy={query.isPlaceholderData}>
            {!idle && found?.items.map((one) => (
              <FoundDocument key={one.id} found={one} onAll={() => change({ document: one.id })} />
            ))}
          </div>
          {!idle && found && limit < most && found.documents > found.items.length && (
            <Button wide busy={query.isPlaceholderData} onClick={() => setLimit(most)}>{t("found.others", { count: found.documents - found.items.length })}</Button>
          )}
        </div>
      </div>
    </Page>
  );
}
