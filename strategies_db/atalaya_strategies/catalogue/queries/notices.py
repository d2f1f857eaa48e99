"""What a notice is about, read as the system."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, EditionChange


async def edition_told_of(session: ReadSession, edition_id: UUID) -> Edition | None:
    """The edition as it is by now."""
    return (await session.execute(select(Edition).where(col(Edition.id) == edition_id))).scalar_one_or_none()


async def last_reason(session: ReadSession, edition_id: UUID) -> str:
    """What was said with the newest change of an edition."""
    found = select(col(EditionChange.note)).where(col(EditionChange.edition_id) == edition_id)
    newest = found.order_by(col(EditionChange.version).desc()).limit(1)
    return (await session.execute(newest)).scalar_one_or_none() or ""
