"""What the demonstration asks before it writes or takes away."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import SharingGroup
from atalaya_strategies.drafting.models import StrategyDraft


async def titled(session: ReadSession, group_id: UUID, title: str) -> bool:
    """Whether the group has a draft of this title."""
    found = select(col(StrategyDraft.id)).where(
        col(StrategyDraft.group_id) == group_id, col(StrategyDraft.title) == title
    )
    return (await session.execute(found)).first() is not None


async def drafts_of(session: ReadSession, persons: set[UUID]) -> list[UUID]:
    """The drafts that these people began, or that are in groups that they made."""
    groups = select(col(SharingGroup.id)).where(col(SharingGroup.created_by).in_(persons))
    found = select(col(StrategyDraft.id)).where(
        col(StrategyDraft.author_id).in_(persons) | col(StrategyDraft.group_id).in_(groups)
    )
    return list((await session.execute(found)).scalars())
