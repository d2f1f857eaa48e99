"""What exports and feeds are made of."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, Supersession
from atalaya_strategies.catalogue.vocabulary import CurationState


async def superseded_by(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, list[Edition]]:
    """What each of these editions supersedes, from the oldest; as far as the actor reads it. One statement."""
    found = (
        select(col(Supersession.edition_id), Edition)
        .join(Edition, col(Edition.id) == col(Supersession.superseded_id))
        .where(col(Supersession.edition_id).in_(ids))
        .order_by(col(Edition.adopted), col(Edition.id))
    )
    by_edition: dict[UUID, list[Edition]] = {}
    for edition_id, earlier in await session.execute(found):
        by_edition.setdefault(edition_id, []).append(earlier)
    return by_edition


async def public_pages(session: ReadSession, limit: int) -> Sequence[Any]:
    """Id and last change of published editions, those changed last first."""
    found = select(col(Edition.id), col(Edition.changed_at)).where(col(Edition.state) == CurationState.PUBLISHED)
    ordered = found.order_by(col(Edition.changed_at).desc(), col(Edition.id)).limit(limit)
    return (await session.execute(ordered)).all()


async def public_places(session: ReadSession) -> set[str]:
    """States and bodies that have a published edition."""
    found = select(col(Edition.place)).where(col(Edition.state) == CurationState.PUBLISHED).distinct()
    return set((await session.execute(found)).scalars())
