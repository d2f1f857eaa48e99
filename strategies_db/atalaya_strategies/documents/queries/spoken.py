"""Passages with what is written there."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.documents.models import DocumentPage, Passage


class Spoken(NamedTuple):
    """A passage and its text."""

    passage: Passage
    text: str


def _spoken() -> Any:
    here = func.substr(col(DocumentPage.text), col(Passage.start) + 1, col(Passage.end) - col(Passage.start))
    return select(Passage, here).join(
        DocumentPage,
        (col(DocumentPage.document_id) == col(Passage.document_id)) & (col(DocumentPage.number) == col(Passage.page)),
    )


async def said_in(session: ReadSession, document_id: UUID) -> list[Spoken]:
    """The passages of a document in order, each with its text."""
    found = _spoken().where(col(Passage.document_id) == document_id).order_by(col(Passage.page), col(Passage.ordinal))
    return [Spoken(passage, text) for passage, text in await session.execute(found)]


async def spoken(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, Spoken]:
    """Those of these passages whose documents the actor may read, each with its text."""
    found = _spoken().where(col(Passage.id).in_(ids))
    return {passage.id: Spoken(passage, text) for passage, text in await session.execute(found)}
