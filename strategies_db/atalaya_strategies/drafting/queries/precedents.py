"""Passages of public documents that say certain concepts, and of which states there are documents."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, String, bindparam, select, text
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.queries.spoken import Spoken, spoken
from atalaya_strategies.documents.vocabulary import DocumentState
from atalaya_strategies.finding.queries import Read

_SAYING = text(
    "SELECT passage.id, passage.document_id, passage.page, passage.ordinal, count(*) AS mentions"
    " FROM strategy_passage passage CROSS JOIN LATERAL jsonb_array_elements(passage.concepts) AS said"
    " WHERE passage.document_id = ANY (:documents) AND said ->> 0 = ANY (:concepts)"
    " AND coalesce((SELECT verdict FROM strategy_judgement held WHERE held.document_id = passage.document_id"
    "   AND held.passage_id = passage.id AND held.concept = said ->> 0 ORDER BY held.id DESC LIMIT 1), '')"
    " <> 'rejected'"
    " GROUP BY passage.id"
).bindparams(bindparam("concepts", type_=ARRAY(String)))
"""Passages of these documents with how often they say one of these concepts; what curators rejected is not said."""


class Saying(NamedTuple):
    """A passage and how often it says what is looked for."""

    id: UUID
    document_id: UUID
    page: int
    ordinal: int
    mentions: int


def _public() -> Any:
    return (
        select(Document, Edition)
        .outerjoin(Edition, col(Edition.id) == col(Document.edition_id))
        .where(col(Document.state) == DocumentState.READ)
        .where(col(Document.published) | (col(Edition.state) == CurationState.PUBLISHED))
    )


async def public_documents(session: ReadSession, places: Collection[str] | None = None) -> list[Read]:
    """Public documents that were read, of these places or of all; of near-duplicates only the first."""
    found = _public()
    if places is not None:
        found = found.where(col(Document.place).in_(places))
    rows = [Read(document, edition) for document, edition in await session.execute(found)]
    here = {one.document.id for one in rows}
    return [one for one in rows if one.document.near_duplicate_of not in here]


async def documents_by_place(session: ReadSession) -> dict[str, int]:
    """How many public documents there are of each state or body."""
    counted: dict[str, int] = {}
    for one in await public_documents(session):
        counted[one.document.place] = counted.get(one.document.place, 0) + 1
    return counted


async def saying(session: ReadSession, documents: Collection[UUID], concepts: Collection[str]) -> list[Saying]:
    """The passages of these documents that say one of the concepts."""
    if not documents or not concepts:
        return []
    rows = await session.execute(_SAYING, {"documents": list(documents), "concepts": list(concepts)})
    return [Saying(row.id, row.document_id, row.page, row.ordinal, row.mentions) for row in rows]


async def cited_passage(session: ReadSession, passage_id: UUID) -> tuple[Read, Spoken]:
    """A passage of a public document, to cite it. Raises NotFound."""
    one = (await spoken(session, [passage_id])).get(passage_id)
    if one is None:
        raise NotFound("passage")
    row = (await session.execute(_public().where(col(Document.id) == one.passage.document_id))).one_or_none()
    if row is None:
        raise NotFound("passage")
    return Read(row[0], row[1]), one


async def documents_here(session: ReadSession, ids: Sequence[UUID | None]) -> set[UUID]:
    """Those of the documents that the actor may read."""
    wanted = {one for one in ids if one is not None}
    found = select(col(Document.id)).where(col(Document.id).in_(wanted))
    return set((await session.execute(found)).scalars()) if wanted else set()
