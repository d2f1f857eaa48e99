"""What the index is made of, and what of it a person may read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from atalaya_platform.database.many import any_id
from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState


async def to_index(session: ReadSession, ids: Sequence[UUID]) -> Sequence[Edition]:
    """Those of the editions that are in the catalogue."""
    found = select(Edition).where(col(Edition.id).in_(ids), col(Edition.state) == CurationState.PUBLISHED)
    return (await session.execute(found)).scalars().all()


async def ids_after(session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
    """The next ids in ascending order."""
    found: Select[UUID] = select(col(Edition.id)).order_by(col(Edition.id)).limit(limit)
    if after is not None:
        found = found.where(col(Edition.id) > after)
    return list((await session.execute(found)).scalars())


async def readable_ids(session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
    """The ids of those of the editions that the actor may read."""
    found: Select[UUID] = select(col(Edition.id)).where(col(Edition.id) == any_id(ids))
    return set((await session.execute(found)).scalars())


async def readable(session: ReadSession, ids: Sequence[UUID]) -> Sequence[Edition]:
    """Those of the editions that the actor may read."""
    return (await session.execute(select(Edition).where(col(Edition.id) == any_id(ids)))).scalars().all()
