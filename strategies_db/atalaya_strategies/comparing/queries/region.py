"""The published editions of the member states, from the oldest, and which of them took the place of which."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, Supersession
from atalaya_strategies.catalogue.vocabulary import CurationState

Later = aliased(Edition)


async def editions(session: ReadSession, codes: Sequence[str]) -> dict[str, list[Edition]]:
    """By state; those of unknown date come last."""
    begun = func.nullif(func.coalesce(func.nullif(col(Edition.adopted), ""), col(Edition.period_start)), "")
    found: dict[str, list[Edition]] = {code: [] for code in codes}
    asked = select(Edition).where(col(Edition.place).in_(codes), col(Edition.state) == CurationState.PUBLISHED)
    for row in (await session.execute(asked.order_by(begun.asc().nulls_last(), col(Edition.id)))).scalars():
        found[row.place].append(row)
    return found


async def superseded(session: ReadSession, codes: Sequence[str]) -> dict[UUID, list[UUID]]:
    """By edition the published editions that took its place, the oldest first."""
    asked = (
        select(col(Supersession.superseded_id), col(Supersession.edition_id))
        .join(Later, col(Later.id) == col(Supersession.edition_id))
        .where(col(Later.place).in_(codes), col(Later.state) == CurationState.PUBLISHED)
        .order_by(col(Later.adopted), col(Later.id))
    )
    found: dict[UUID, list[UUID]] = {}
    for earlier, later in await session.execute(asked):
        found.setdefault(earlier, []).append(later)
    return found
