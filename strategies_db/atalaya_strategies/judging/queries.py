"""Judgements: the latest of each annotation, as far as the actor reads the document."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.documents.models import Passage
from atalaya_strategies.judging.models import Judgement
from atalaya_strategies.judging.vocabulary import WITHDRAWN, Verdict

Verdicts = Mapping[tuple[UUID, str], Verdict]
"""What was said of a concept in a passage, by the passage's id and the concept."""


class Tally(NamedTuple):
    """How many annotations of one concept in one language have a verdict."""

    concept: str
    language: str
    verdict: Verdict
    number: int


def _latest(document_ids: Collection[UUID] | None = None) -> Subquery:
    found = select(Judgement).ext(distinct_on(col(Judgement.passage_id), col(Judgement.concept)))
    if document_ids is not None:
        found = found.where(col(Judgement.document_id).in_(document_ids))
    ordered = found.order_by(col(Judgement.passage_id), col(Judgement.concept), col(Judgement.id).desc())
    return ordered.subquery()


async def verdicts(session: ReadSession, document_ids: Collection[UUID]) -> Verdicts:
    """What holds now of the annotations of these documents."""
    latest = _latest(document_ids)
    found = select(latest.c.passage_id, latest.c.concept, latest.c.verdict).where(latest.c.verdict != WITHDRAWN)
    return {(row.passage_id, row.concept): Verdict(row.verdict) for row in await session.execute(found)}


async def rejected(session: ReadSession, document_ids: Collection[UUID]) -> dict[UUID, frozenset[tuple[UUID, str]]]:
    """The annotations of each document that count for nothing."""
    latest = _latest(document_ids)
    asked = select(latest.c.document_id, latest.c.passage_id, latest.c.concept)
    found: dict[UUID, set[tuple[UUID, str]]] = {one: set() for one in document_ids}
    for document_id, passage_id, concept in await session.execute(asked.where(latest.c.verdict == Verdict.REJECTED)):
        found[document_id].add((passage_id, concept))
    return {document_id: frozenset(annotations) for document_id, annotations in found.items()}


async def passage(session: ReadSession, passage_id: UUID) -> Passage:
    """A passage of a document that the actor may read. Raises NotFound."""
    row = (await session.execute(select(Passage).where(col(Passage.id) == passage_id))).scalar_one_or_none()
    if row is None:
        raise NotFound("passage")
    return row


async def tallies(session: ReadSession) -> list[Tally]:
    """How many annotations have which verdict now, by concept and language."""
    latest = _latest()
    columns = (latest.c.concept, latest.c.language, latest.c.verdict)
    found = select(*columns, func.count()).where(latest.c.verdict != WITHDRAWN).group_by(*columns)
    return [
        Tally(concept, language, Verdict(verdict), number)
        for concept, language, verdict, number in await session.execute(found)
    ]
