"""What is looked for in the strategies, and the engine's query for it."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Input
from atalaya_platform.identity.vocabulary import LOCALES
from atalaya_platform.search.port import Query, Sort
from atalaya_strategies.catalogue.places import SUBREGIONS
from atalaya_strategies.catalogue.schemas.facts import LanguageCode, PlaceCode
from atalaya_strategies.catalogue.vocabulary import EditionKind, EditionStatus
from atalaya_strategies.finding.meaning import Understood, meaning_of, understood
from atalaya_strategies.finding.source import KIND

Code = Annotated[str, Field(pattern="^[A-Za-z0-9.-]{1,80}$")]
Subregion = Annotated[str, Field(pattern=f"^({'|'.join(SUBREGIONS)})$")]


class SearchWanted(Input):
    """What is looked for: words, and what narrows them. The same names as in the address of a search."""

    q: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""
    locale: Annotated[str, Field(pattern=f"^({'|'.join(LOCALES)})$", description="The asker's language.")] = "en"
    place: Annotated[tuple[PlaceCode, ...], Field(max_length=50)] = ()
    subregion: Annotated[tuple[Subregion, ...], Field(max_length=50)] = ()
    kind: Annotated[tuple[EditionKind, ...], Field(max_length=50)] = ()
    status: Annotated[tuple[EditionStatus, ...], Field(max_length=50)] = ()
    language: Annotated[tuple[LanguageCode, ...], Field(max_length=50)] = ()
    year: Annotated[tuple[Annotated[int, Field(ge=1900, le=2100)], ...], Field(max_length=50)] = ()
    element: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    objective: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    factor: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    concept: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    without: Annotated[tuple[Code, ...], Field(max_length=20, description="Concepts that are to be mere words.")] = ()
    sort: Sort = Sort.RELEVANCE


def asked_for(wanted: SearchWanted, *, finished: bool) -> Understood:
    """What the words ask for. `finished` says that the last word is not still being typed."""
    return understood(wanted.q, language=wanted.locale, without=wanted.without, finished=finished)


def passages_query(
    wanted: SearchWanted,
    asked: Understood | None,
    *,
    audiences: Sequence[str],
    limit: int,
    offset: int = 0,
    documents: Sequence[UUID] = (),
    facets: Sequence[str] = (),
    finished: bool = True,
) -> Query:
    """The query for passages; without `asked` the words are mere words."""
    chosen: dict[str, Sequence[str]] = {
        "place": wanted.place,
        "subregion": wanted.subregion,
        "strategy_kind": wanted.kind,
        "strategy_status": wanted.status,
        "year": [str(one) for one in wanted.year],
        "element": wanted.element,
        "objective": wanted.objective,
        "factor": wanted.factor,
        "concept": wanted.concept,
        "document": [str(one) for one in documents],
    }
    return Query(
        text=wanted.q,
        audiences=audiences,
        kinds=(KIND,),
        languages=wanted.language,
        filters={name: values for name, values in chosen.items() if values},
        meaning=meaning_of(asked) if asked else None,
        also=asked.also if asked else (),
        facets=facets,
        sort=wanted.sort,
        prefix_last=not finished,
        limit=limit,
        offset=offset,
    )
