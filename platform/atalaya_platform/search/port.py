"""The port: what Atalaya asks of a search engine, whichever it is."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from atalaya_platform.search.document import Document, facet_value, require_name
from atalaya_platform.search.text import Wording

MAX_LIMIT = 100
MAX_OFFSET = 1_000
MAX_ALSO = 6
MAX_FACET_VALUES = 100
MAX_GROUPS = 6
MAX_GROUP_VALUES = 300


class Sort(StrEnum):
    """The order of hits. Without any word to look for, `RELEVANCE` is newest first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A second way to read a query: some of its words stand for values of facets, in whatever language they are said.

    A document matches with a value of any of `groups` (facet and value, to a weight above 0, up to 1); in each the
    highest weight counts, and who has values of more groups comes before who has of fewer. Of `rest`, what is left of
    the query, phrases are required, words only count for more; `beside` has for one such word each what says the same
    in other languages (language and word as it is written), which counts for more in documents of that language.
    `shown` names the spans that are marked in what is found. Whoever has the query's words as well counts by both.

    Raises `ValueError` for no groups, for too many of them or of their values, and for weights out of bounds.
    """

    groups: Sequence[Mapping[tuple[str, str], float]]
    rest: Wording = field(default_factory=Wording)
    beside: Sequence[Sequence[tuple[str, str]]] = ()
    shown: Collection[str] = ()

    def __post_init__(self) -> None:
        if not 0 < len(self.groups) <= MAX_GROUPS or not all(0 < len(one) <= MAX_GROUP_VALUES for one in self.groups):
            raise ValueError(f"a meaning has up to {MAX_GROUPS} groups, each with up to {MAX_GROUP_VALUES} values")
        for group in self.groups:
            for (facet, _), weight in group.items():
                require_name(facet)
                if not 0 < weight <= 1:
                    raise ValueError(f"a weight of {weight} is not above 0 and up to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search on behalf of one person.

    `text` is what was typed, read by `text.parse` (words, "phrases", -exclusions); blank lists the newest.
    `audiences` are the tokens the person holds: nothing else is found, counted or traced in a facet. `filters`
    maps a facet to the values of which a document must have one; all named facets must match. `facets` are
    the facets to count; each is counted without its own filter, so that its other values stay to choose from.
    `also` are other wordings of the whole text, such as its spelling elsewhere, which count for less; `meaning` is
    another way to read it.
    `without` are parents that are neither found nor counted, though the index may still hold them under one of the
    tokens. `prefix_last` takes the last word as unfinished. `limit` 0 only counts.

    Raises `ValueError` for a limit, offset or facet name out of bounds.
    """

    text: str = ""
    audiences: Collection[str]
    without: Collection[str] = ()
    kinds: Sequence[str] = ()
    languages: Sequence[str] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    also: Sequence[str] = ()
    meaning: Meaning | None = None
    facets: Sequence[str] = ()
    sort: Sort = Sort.RELEVANCE
    prefix_last: bool = True
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.limit <= MAX_LIMIT:
            raise ValueError(f"limit must be between 0 and {MAX_LIMIT}")
        if not 0 <= self.offset <= MAX_OFFSET:
            raise ValueError(f"offset must be between 0 and {MAX_OFFSET}: narrow the search instead")
        if len(self.also) > MAX_ALSO:
            raise ValueError(f"at most {MAX_ALSO} other wordings")
        for name in (*self.filters, *self.facets):
            require_name(name)

    @property
    def selected(self) -> dict[str, tuple[str, ...]]:
        """Facets to the values asked for, kinds and languages among them. No values means no filter."""
        asked = {"kind": self.kinds, "language": self.languages, **self.filters}
        for name, given in (("kind", self.kinds), ("language", self.languages)):
            if given and name in self.filters:
                asked[name] = [value for value in given if value in self.filters[name]] or [""]
        return {name: tuple(map(facet_value, values)) for name, values in asked.items() if values}


class Marking(Protocol):
    """What marks matches in texts, with `text.MARK_START` and `MARK_END` around them: not HTML."""

    def title(self, text: str, language: str) -> str: ...

    def excerpt(self, text: str, language: str, spans: Sequence[tuple[str, int, int]]) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One document found. What matched in it is marked when it is asked for: that takes longer than finding it.

    `parent_id` is what the platform asks the access rule about before the hit leaves. `score` compares hits of
    one answer only.
    """

    id: str
    parent_id: str
    position: int
    kind: str
    score: float
    title: str
    body: str
    spans: Sequence[tuple[str, int, int]]
    language: str
    url: str
    extra: Mapping[str, str | int]
    marking: Marking

    @property
    def title_highlighted(self) -> str:
        """The whole title, with marks."""
        return self.marking.title(self.title, self.language)

    @property
    def excerpt_highlighted(self) -> str:
        """The part of the body in which most of what was asked for comes together, with marks."""
        return self.marking.excerpt(self.body, self.language, self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """A value of a facet, and how many documents found have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """An answer. Every facet asked for is there, most frequent values first, at most 100 of them."""

    hits: Sequence[Hit] = ()
    total_estimate: int = 0
    facets: Mapping[str, Sequence[FacetCount]] = field(default_factory=dict)
    engine_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the engine holds about one document, for comparing with the database."""

    id: str
    parent_id: str
    kind: str
    audience: str


class Rebuild(Protocol):
    """A fresh index being filled. Documents that were written to the live one meanwhile are left as they are."""

    async def index(self, documents: Sequence[Document]) -> None: ...


class SearchEngine(Protocol):
    """A search engine. Every method may raise `SearchUnavailable`; writes have happened when they return.

    `needs_rebuild` says that documents are missing (a new, lost, damaged or outdated index) until a rebuild has
    ended well; it survives a restart.
    """

    name: str

    @property
    def needs_rebuild(self) -> bool: ...

    async def prepare(self) -> bool:
        """Open or create the index, repair what can be repaired, and return `needs_rebuild`. May be repeated."""
        ...

    async def index(self, documents: Sequence[Document], *, replace: Collection[str] = ()) -> None:
        """Add documents, or put them in the place of those with the same id.

        With `replace`, other documents that have one of these parent ids are deleted in the same step: so a
        parent is updated, shortened or (given no documents) removed without a moment in which it is missing.
        """
        ...

    async def delete(self, ids: Collection[str]) -> None:
        """Delete the documents that have one of these ids, or one of these parent ids. Unknown ids are fine."""
        ...

    async def search(self, query: Query) -> Results: ...

    async def clear(self) -> None:
        """Delete everything; a rebuild is needed then."""
        ...

    def rebuild(self) -> AbstractAsyncContextManager[Rebuild]:
        """Fill a fresh index while the old one answers; it takes the old one's place when the block ends well.

        An error in the block leaves the old index in place. What this process writes meanwhile goes into both.
        Another process's writes go into both with Meilisearch; Tantivy refuses them for as long, and their
        jobs try again later. Either way, changes made since the start are to be indexed again at the end. One
        rebuild at a time.
        """
        ...

    async def count(self) -> int: ...

    def ids(self) -> AsyncIterator[Stored]:
        """Every document that the engine holds, for consistency checks. In no particular order."""
        ...

    async def healthy(self) -> bool:
        """Whether searching works right now. Never raises."""
        ...

    async def close(self) -> None: ...
