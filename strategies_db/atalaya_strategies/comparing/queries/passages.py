"""The passages of documents: their concepts to measure, and their texts to show."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.documents.models import Passage

Mentions = list[tuple[UUID, list[str]]]
"""The passages of a document, each with the concepts annotated in it, as often as they are."""


async def mentions(session: ReadSession, document_ids: Collection[UUID]) -> dict[UUID, Mentions]:
    """By document, in the order of the pages. One statement, without places and texts: 40 ms for thirty strategies."""
    found: dict[UUID, Mentions] = {one: [] for one in document_ids}
    if not found:
        return found
    names = func.jsonb_path_query_array(col(Passage.concepts), cast("$[*][0]", JSONPATH))
    asked = (
        select(col(Passage.document_id), col(Passage.id), names)
        .where(col(Passage.document_id).in_(found))
        .order_by(col(Passage.document_id), col(Passage.page), col(Passage.ordinal))
    )
    for document_id, passage_id, concepts in await session.execute(asked):
        found[document_id].append((passage_id, concepts))
    return found


async def languages(session: ReadSession, document_id: UUID) -> list[tuple[str, int]]:
    """The languages of a document's passages with their number, the most frequent first."""
    number = func.count()
    asked = select(col(Passage.language), number).where(col(Passage.document_id) == document_id)
    ordered = asked.group_by(col(Passage.language)).order_by(number.desc(), col(Passage.language))
    return [(language, count) for language, count in await session.execute(ordered)]


class Place(NamedTuple):
    """Where a passage stands."""

    id: UUID
    page: int
    ordinal: int
    heading: str


async def located(session: ReadSession, ids: Collection[UUID]) -> list[Place]:
    """Where these passages stand."""
    if not ids:
        return []
    columns = (col(Passage.id), col(Passage.page), col(Passage.ordinal), col(Passage.heading))
    found = select(*columns).where(col(Passage.id).in_(ids))
    return [Place(*row) for row in await session.execute(found)]
