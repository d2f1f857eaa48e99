"""Which addresses of the catalogue are to be looked at again, as the system sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, literal, or_, select, union_all
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, EditionLink
from atalaya_strategies.catalogue.vocabulary import CurationState, LinkField


def _due(field: LinkField, checked: datetime, failed: datetime) -> Select[*tuple[Any, ...]]:
    url = col(Edition.document_url) if field is LinkField.DOCUMENT else col(Edition.source_url)
    known = and_(
        col(EditionLink.edition_id) == col(Edition.id), col(EditionLink.field) == field, col(EditionLink.url) == url
    )
    again = or_(
        col(EditionLink.checked_at).is_(None),
        col(EditionLink.checked_at) < checked,
        and_(col(EditionLink.failures) > 0, col(EditionLink.checked_at) < failed),
    )
    return (
        select(
            col(Edition.id).label("edition_id"),
            literal(field.value).label("field"),
            url.label("url"),
            col(EditionLink.checked_at).label("checked_at"),
        )
        .outerjoin(EditionLink, known)
        .where(col(Edition.state) == CurationState.PUBLISHED, url != "", again)
    )


async def due(session: ReadSession, *, checked: datetime, failed: datetime, limit: int) -> Sequence[Any]:
    """Addresses last looked at before `checked`, or before `failed` where they did not answer; the longest ago first.

    Rows of edition_id, field and url.
    """
    found = union_all(*(_due(field, checked, failed) for field in LinkField)).subquery()
    ordered = select(found).order_by(found.c.checked_at.nulls_first(), found.c.edition_id, found.c.field)
    return (await session.execute(ordered.limit(limit))).all()


async def link(session: ReadSession, edition_id: UUID, field: LinkField) -> EditionLink | None:
    """What is known of one address of an edition."""
    found = select(EditionLink).where(col(EditionLink.edition_id) == edition_id, col(EditionLink.field) == field)
    return (await session.execute(found)).scalar_one_or_none()


async def published(session: ReadSession, edition_id: UUID) -> Edition | None:
    """The edition, if it is in the catalogue."""
    found = select(Edition).where(col(Edition.id) == edition_id, col(Edition.state) == CurationState.PUBLISHED)
    return (await session.execute(found)).scalar_one_or_none()
