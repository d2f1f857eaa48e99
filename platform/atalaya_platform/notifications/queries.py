"""Reading notifications, subscriptions, preferences and mails."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, text
from sqlmodel import col, select

from atalaya_platform.database.session import ReadSession
from atalaya_platform.notifications.models import NotificationPreference, Subscription
from atalaya_platform.notifications.vocabulary import Level

READERS_AMONG = text("SELECT person_id FROM readers_of(:audience) AS r(person_id) WHERE person_id = ANY (:persons)")


async def readers_among(session: ReadSession, audience: str, persons: Collection[UUID]) -> set[UUID]:
    """Those of the persons who may read an audience now; the access rule itself, asked of the database."""
    if not persons:
        return set()
    rows = await session.execute(READERS_AMONG, {"audience": audience, "persons": list(persons)})
    return set(rows.scalars())


async def levels_at(session: ReadSession, places: Sequence[str]) -> dict[UUID, Level]:
    """Each subscriber's level; where several places are given, the first one that the person chose for counts."""
    statement = (
        select(Subscription.person_id, Subscription.level)
        .where(col(Subscription.place).in_(places))
        .order_by(func.array_position(list(places), col(Subscription.place)).desc())
    )
    return {row.person_id: Level(row.level) for row in await session.execute(statement)}


async def chosen_by(session: ReadSession, persons: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """What each person chose per kind of notification."""
    statement = select(NotificationPreference.person_id, NotificationPreference.kinds).where(
        col(NotificationPreference.person_id).in_(persons)
    )
    return {row.person_id: row.kinds for row in await session.execute(statement)}
