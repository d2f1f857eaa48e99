"""Sections of a draft that was asked for before, and every text that they had."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.drafting.models import DraftComment, DraftRevision, DraftSection, DraftTask


async def sections(session: ReadSession, draft_id: UUID) -> Sequence[DraftSection]:
    """Those that stand in the draft, in order."""
    found = select(DraftSection).where(col(DraftSection.draft_id) == draft_id, col(DraftSection.removed_at).is_(None))
    return (await session.execute(found.order_by(col(DraftSection.position)))).scalars().all()


async def removed(session: ReadSession, draft_id: UUID) -> Sequence[DraftSection]:
    """Those that were taken out, the last one first."""
    found = select(DraftSection).where(
        col(DraftSection.draft_id) == draft_id, col(DraftSection.removed_at).is_not(None)
    )
    ordered = found.order_by(col(DraftSection.removed_at).desc(), col(DraftSection.id))
    return (await session.execute(ordered)).scalars().all()


async def section(session: ReadSession, draft_id: UUID, section_id: UUID) -> DraftSection:
    """One of the draft's, removed or not. Raises NotFound."""
    found = select(DraftSection).where(col(DraftSection.id) == section_id, col(DraftSection.draft_id) == draft_id)
    row: DraftSection | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("section in this draft")
    return row


async def open_comments(session: ReadSession, draft_id: UUID) -> dict[UUID | None, int]:
    """How many threads are not resolved, by section; those about the whole draft under None."""
    found = (
        select(col(DraftComment.section_id), func.count())
        .where(
            col(DraftComment.draft_id) == draft_id,
            col(DraftComment.parent_id).is_(None),
            col(DraftComment.resolved_at).is_(None),
        )
        .group_by(col(DraftComment.section_id))
    )
    return {row[0]: row[1] for row in await session.execute(found)}


async def open_tasks(session: ReadSession, draft_id: UUID) -> dict[UUID | None, int]:
    """How many tasks are not done, by section; those about the whole draft under None."""
    found = (
        select(col(DraftTask.section_id), func.count())
        .where(and_(col(DraftTask.draft_id) == draft_id, col(DraftTask.done_at).is_(None)))
        .group_by(col(DraftTask.section_id))
    )
    return {row[0]: row[1] for row in await session.execute(found)}


async def revisions(session: ReadSession, section_id: UUID) -> Sequence[Any]:
    """Version, author, moment, length and origin of each text of a section, the newest first."""
    found = select(
        col(DraftRevision.version),
        col(DraftRevision.title),
        col(DraftRevision.person_id),
        col(DraftRevision.written_at),
        col(DraftRevision.restored),
        func.char_length(col(DraftRevision.body)).label("characters"),
    ).where(col(DraftRevision.section_id) == section_id)
    return (await session.execute(found.order_by(col(DraftRevision.version).desc()))).all()


async def revision(session: ReadSession, section_id: UUID, version: int) -> DraftRevision:
    """One text of a section. Raises NotFound."""
    found = select(DraftRevision).where(
        col(DraftRevision.section_id) == section_id, col(DraftRevision.version) == version
    )
    row: DraftRevision | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("version of this section")
    return row
