"""The phases that a draft went through, and the texts that were frozen on the way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.drafting.models import DraftPhase, DraftSnapshot


async def phases(session: ReadSession, draft_id: UUID) -> Sequence[DraftPhase]:
    """Every change of phase of a draft that was asked for before, the first first."""
    found = select(DraftPhase).where(col(DraftPhase.draft_id) == draft_id)
    return (await session.execute(found.order_by(col(DraftPhase.at), col(DraftPhase.id)))).scalars().all()


async def snapshots(session: ReadSession, draft_id: UUID) -> Sequence[Any]:
    """The draft's snapshots without their content, the newest first."""
    found = select(
        col(DraftSnapshot.number),
        col(DraftSnapshot.phase),
        col(DraftSnapshot.title),
        col(DraftSnapshot.sha256),
        col(DraftSnapshot.taken_by),
        col(DraftSnapshot.taken_at),
    ).where(col(DraftSnapshot.draft_id) == draft_id)
    return (await session.execute(found.order_by(col(DraftSnapshot.number).desc()))).all()


async def snapshot(session: ReadSession, draft_id: UUID, number: int) -> DraftSnapshot:
    """One of the draft's snapshots. Raises NotFound."""
    found = select(DraftSnapshot).where(col(DraftSnapshot.draft_id) == draft_id, col(DraftSnapshot.number) == number)
    row: DraftSnapshot | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("snapshot of this draft")
    return row
