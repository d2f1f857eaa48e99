"""How editions are found: by their titles in both languages, their issuing body, their state or body by name."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.document import Document
from atalaya_platform.search.sources import ResultCard
from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.catalogue.addresses import edition_page
from atalaya_strategies.catalogue.dates import first_day
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.queries import search as queries
from atalaya_strategies.catalogue.vocabulary import CurationState

UNKNOWN = date(1970, 1, 1)
"""Stands for a date of adoption that nobody knows."""


def _title(row: Edition) -> str:
    """The original title in one of the official languages of the OAS; else the English one."""
    return row.title_original if row.title_original and row.language in LANGUAGES else row.title_en


def _document(row: Edition) -> Document:
    """Newest means adopted last, as in the catalogue's own lists; an unknown date sorts as the oldest."""
    place = places()[row.place]
    words = [row.title_en, row.title_original, row.issuing_body, row.adopted[:4], row.place, *place.names.values()]
    adopted = first_day(row.adopted or row.period_start) or UNKNOWN
    return Document(
        id=str(row.id),
        kind=StrategySource.kind,
        audience=row.audience,
        title=_title(row),
        body="\n".join(dict.fromkeys(filter(None, [*words, row.note]))),
        language=row.language if row.language in LANGUAGES else "",
        url=edition_page(row.id),
        created_at=datetime.combine(adopted, time(), UTC),
        country=row.place if place.member else None,
        facets={"strategy_kind": [row.kind], "strategy_status": [row.status], "subregion": [place.subregion]},
    )


def _card(row: Edition) -> ResultCard:
    published = row.state == CurationState.PUBLISHED
    return ResultCard(
        title=_title(row),
        subtitle=" · ".join(filter(None, [places()[row.place].names["en"], row.adopted[:4]])),
        url=edition_page(row.id),
        label=Label.CLEAR if published else None,
    )


class StrategySource:
    """Published editions; proposals are never in the index."""

    kind = "strategy"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        """One document per published edition, for everybody."""
        return [_document(row) for row in await queries.to_index(session, ids)]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return await queries.readable_ids(session, ids)

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return {row.id: _card(row) for row in await queries.readable(session, ids)}


SOURCES = (StrategySource(),)
