"""HTTP of finding passages."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query as Parameter

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, Invalid, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.finding import answer, audiences, pieces
from atalaya_platform.search.indexing import engine_of
from atalaya_platform.search.port import Hit, Sort
from atalaya_platform.search.sources import ResultCard
from atalaya_strategies.catalogue.routes.wanted import (
    KindFilter,
    LanguageFilter,
    PlaceFilter,
    StatusFilter,
    SubregionFilter,
)
from atalaya_strategies.finding.meaning import WORDS
from atalaya_strategies.finding.schemas import DocumentFound, PassageFound, PassagesFound, Vocabulary
from atalaya_strategies.finding.source import VOCABULARIES, PassageCard
from atalaya_strategies.finding.views import seen, vocabulary, words_seen
from atalaya_strategies.finding.wanted import SearchWanted, asked_for, passages_query
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies", tags=["strategies"])
FACETS = ("place", "subregion", "year", "strategy_kind", "strategy_status", "language", *VOCABULARIES, "concept")
GROUPED = 100
"""Passages among which documents are grouped."""
SHOWN = 3
"""Passages shown of each document."""
Codes = Annotated[tuple[Annotated[str, Parameter(pattern="^[A-Za-z0-9.-]{1,80}$")], ...], Parameter(max_length=20)]
Locale = Annotated[str, Parameter(pattern="^(en|es|pt|fr)$", description="The language of labels.")]


def _documents(found: Sequence[tuple[Hit, ResultCard]], most: int, *, grouped: bool) -> tuple[list[DocumentFound], int]:
    """The first of the documents with what was found in each, and how many there are."""
    shown: list[DocumentFound] = []
    by_id: dict[UUID, DocumentFound] = {}
    others: set[UUID] = set()
    for hit, card in found:
        if not isinstance(card, PassageCard):
            continue
        facts = card.facts
        one = by_id.get(facts.id) if grouped else None
        if one is None and grouped and len(shown) == most:
            others.add(facts.id)
            continue
        if one is None:
            one = by_id[facts.id] = DocumentFound(
                id=facts.id,
                place=facts.place,
                edition_id=facts.edition_id,
                language=facts.language,
                title=facts.heading,
                year=facts.year,
                passages=[],
                more=0,
            )
            shown.append(one)
        if len(one.passages) == SHOWN:
            one.more += 1
            continue
        one.passages.append(
            PassageFound(
                id=UUID(hit.id),
                page=int(hit.extra["page"]),
                ordinal=int(hit.extra["ordinal"]),
                heading=pieces(hit.title_highlighted),
                path=str(hit.extra["heading"]),
                excerpt=pieces(hit.excerpt_highlighted),
                language=hit.language,
                url=hit.url,
            )
        )
    return shown, len(shown) + len(others)


@router.get(
    "/passages",
    response_model=PassagesFound,
    responses=responses(Unauthenticated, Forbidden, Invalid, SearchUnavailable),
)
async def find_passages(
    caller: CatalogueReader,
    session: ReadSession,
    runtime: RuntimeOf,
    q: Annotated[str, Parameter(max_length=400, description='Words, "phrases", -exclusions.')] = "",
    locale: Locale = "en",
    place: PlaceFilter = (),
    subregion: SubregionFilter = (),
    kind: KindFilter = (),
    status: StatusFilter = (),
    language: LanguageFilter = (),
    year: Annotated[tuple[int, ...], Parameter(max_length=50, description="Of the adoption; any of them.")] = (),
    element: Codes = (),
    objective: Codes = (),
    factor: Codes = (),
    concept: Codes = (),
    document: Annotated[UUID | None, Parameter(description="Only in this document.")] = None,
    without: Annotated[
        Codes,
        Parameter(description=f"Concepts of the query that are to be mere words; `{WORDS}` for the words besides."),
    ] = (),
    meant: Annotated[bool, Parameter(description="Whether to look for concepts in every language.")] = True,
    finished: Annotated[bool, Parameter(description="The last word is not still being typed.")] = False,
    grouped: Annotated[bool, Parameter(description=f"By document, among the best {GROUPED} passages.")] = True,
    facets: Annotated[bool, Parameter(description="Whether to count by place, year, language and so on.")] = True,
    sort: Sort = Sort.RELEVANCE,
    limit: Annotated[int, Parameter(ge=1, le=50, description="Documents, or passages without grouping.")] = 10,
    offset: Annotated[int, Parameter(ge=0, le=1000)] = 0,
) -> PassagesFound:
    """Search inside every strategy: a question in one language finds the passages about it in four."""
    wanted = SearchWanted.model_construct(
        q=q,
        locale=locale,
        place=place,
        subregion=subregion,
        kind=kind,
        status=status,
        language=language,
        year=year,
        element=element,
        objective=objective,
        factor=factor,
        concept=concept,
        without=without,
        sort=sort,
    )
    asked = asked_for(wanted, finished=finished)
    query = passages_query(
        wanted,
        asked if meant else None,
        audiences=audiences(caller),
        documents=[document] if document else (),
        facets=FACETS if facets else (),
        finished=finished,
        limit=GROUPED if grouped else limit,
        offset=0 if grouped else offset,
    )
    answered = await answer(runtime.registry, engine_of(runtime), session, query)
    items, number = _documents(answered.shown, limit, grouped=grouped)
    return PassagesFound(
        items=items,
        documents=number,
        total=answered.total(query.offset),
        facets=answered.facets,
        concepts=seen(asked.asked, locale) if meant else [],
        words=words_seen(asked.words) if meant else [],
        milliseconds=round(answered.results.engine_ms, 2),
    )


@router.get("/vocabulary", response_model=Vocabulary, responses=responses(Unauthenticated, Forbidden))
async def get_strategies_vocabulary(caller: CatalogueReader, locale: Locale = "en") -> Vocabulary:
    """The labels of concepts, and of what the vocabularies list that passages can be narrowed to."""
    return vocabulary(locale)
