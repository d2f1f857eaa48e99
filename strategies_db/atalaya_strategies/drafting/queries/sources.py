"""What a draft that was asked for before cites."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.drafting.models import DraftSource


async def sources(session: ReadSession, draft_id: UUID, *, removed: bool = False) -> Sequence[DraftSource]:
    """The draft's sources by number; with `removed` also those that were taken off the list."""
    found = select(DraftSource).where(col(DraftSource.draft_id) == draft_id)
    if not removed:
        found = found.where(col(DraftSource.removed_at).is_(None))
    return (await session.execute(found.order_by(col(DraftSource.number)))).scalars().all()


async def numbered(session: ReadSession, draft_id: UUID, numbers: Collection[int]) -> Sequence[DraftSource]:
    """Those of the draft's sources that have these numbers, on the list or not."""
    found = select(DraftSource).where(col(DraftSource.draft_id) == draft_id, col(DraftSource.number).in_(numbers))
    return (await session.execute(found)).scalars().all()


async def source(session: ReadSession, draft_id: UUID, number: int) -> DraftSource:
    """One of the draft's sources. Raises NotFound."""
    found = select(DraftSource).where(
        col(DraftSource.draft_id) == draft_id,
        col(DraftSource.number) == number,
        col(DraftSource.removed_at).is_(None),
    )
    row: DraftSource | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("source in this draft")
    return row
