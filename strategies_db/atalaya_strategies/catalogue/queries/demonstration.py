"""What the demonstration's people did to the catalogue, as the system sees it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, EditionChange


async def proposed_by(session: ReadSession, people: Collection[UUID]) -> Sequence[Edition]:
    """Editions that these people proposed, whatever became of them."""
    return (await session.execute(select(Edition).where(col(Edition.proposed_by).in_(people)))).scalars().all()


async def confirmed_by(session: ReadSession, people: Collection[UUID]) -> Sequence[Edition]:
    """Editions that these people confirmed last."""
    return (await session.execute(select(Edition).where(col(Edition.confirmed_by).in_(people)))).scalars().all()


async def touched_by(session: ReadSession, people: Collection[UUID]) -> list[tuple[Edition, list[EditionChange]]]:
    """What these people changed, by edition; the newest change first."""
    found = (
        select(Edition, EditionChange)
        .join(EditionChange, col(EditionChange.edition_id) == col(Edition.id))
        .where(col(EditionChange.person_id).in_(people))
        .order_by(col(EditionChange.version).desc(), col(EditionChange.id))
    )
    by_id: dict[UUID, tuple[Edition, list[EditionChange]]] = {}
    for row, change in await session.execute(found):
        by_id.setdefault(row.id, (row, []))[1].append(change)
    return list(by_id.values())
