"""How many elements drafts cover, from what is kept with their sections."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.concepts.recognising import release
from atalaya_strategies.drafting.measuring import covers
from atalaya_strategies.drafting.models import DraftSection, StrategyDraft


async def unmeasured(session: ReadSession, drafts: Sequence[UUID]) -> Sequence[DraftSection]:
    """Sections of these drafts whose text was not measured yet, in their drafts or taken out."""
    found = select(DraftSection).where(col(DraftSection.draft_id).in_(drafts), col(DraftSection.covers).is_(None))
    return (await session.execute(found)).scalars().all()


def _outdated() -> ColumnElement[bool]:
    """Not measured, or with another release of the thesaurus."""
    otherwise = and_(col(DraftSection.body) != "", col(DraftSection.measured_with) != release())
    return or_(col(DraftSection.covers).is_(None), otherwise)


async def outdated(session: ReadSession, draft_id: UUID) -> Sequence[DraftSection]:
    """The draft's sections that are not measured with this release, in it or taken out."""
    found = select(DraftSection).where(col(DraftSection.draft_id) == draft_id, _outdated())
    return (await session.execute(found)).scalars().all()


async def any_outdated(session: ReadSession, most: int) -> Sequence[Any]:
    """Sections that are not measured with this release, each with its draft and held until the transaction ends; not
    those being saved.

    As the system, which sees nothing that is for named people.
    """
    found = (
        select(DraftSection, StrategyDraft)
        .join(StrategyDraft, col(StrategyDraft.id) == col(DraftSection.draft_id))
        .where(_outdated())
        .order_by(col(DraftSection.id))
        .limit(most)
        .with_for_update(of=DraftSection, skip_locked=True)
    )
    return (await session.execute(found)).all()


async def covered(session: ReadSession, rows: Sequence[Any]) -> dict[UUID, int]:
    """How many elements each draft of a page covers.

    Texts are read of those drafts only that have some which nothing was kept of yet.
    """
    drafts = {row[0].id: row[0] for row in rows}
    found = {row[0].id: {code for codes in row.covers or () for code in codes or ()} for row in rows}
    late = [row[0].id for row in rows if None in (row.covers or ())]
    for section in await unmeasured(session, late) if late else ():
        if section.removed_at is None:
            draft = drafts[section.draft_id]
            found[draft.id].update(await asyncio.to_thread(covers, section.body, draft.language, draft.vocabulary))
    return {name: len(codes) for name, codes in found.items()}
