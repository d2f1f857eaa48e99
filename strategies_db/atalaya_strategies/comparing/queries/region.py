"""The published editions of the member states, from the oldest."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState


async def editions(session: ReadSession, codes: Sequence[str]) -> dict[str, list[Edition]]:
    """By state; those of unknown date come last."""
    begun = func.nullif(func.coalesce(func.nullif(col(Edition.adopted), ""), col(Edition.period_start)), "")
    found: dict[str, list[Edition]] = {code: [] for code in codes}
    asked = select(Edition).where(col(Edition.place).in_(codes), col(Edition.state) == CurationState.PUBLISHED)
    for row in (await session.execute(asked.order_by(begun.asc().nulls_last(), col(Edition.id)))).scalars():
        found[row.place].append(row)
    return found
