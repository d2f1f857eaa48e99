"""What is due to be mailed, and what a mail needs to know."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.identity.models import Person, SharingGroup
from atalaya_platform.notifications.models import Mail, Notification, NotificationPreference
from atalaya_platform.notifications.preferences import DIGEST_HOUR
from atalaya_platform.notifications.queries import own_preference, preference_of, readers_among
from atalaya_platform.notifications.vocabulary import MailState


@dataclass(frozen=True)
class Pending:
    """Whose digest has something in it, since when, and when they want it."""

    person_id: UUID
    time_zone: str
    digest_hour: int
    since: datetime


async def waiting_at(session: WriteSession, person_id: UUID, place: str) -> list[Notification]:
    """What waits to be mailed now from a place, oldest first; locked until the transaction ends."""
    return await _waiting(session, person_id, MailState.NOW, place)


async def waiting_for_digest(session: WriteSession, person_id: UUID) -> list[Notification]:
    """What waits for a person's digest, oldest first; locked until the transaction ends."""
    return await _waiting(session, person_id, MailState.DIGEST)


async def _waiting(
    session: WriteSession, person_id: UUID, state: MailState, place: str | None = None
) -> list[Notification]:
    statement = select(Notification).where(col(Notification.person_id) == person_id, col(Notification.mail) == state)
    if place is not None:
        statement = statement.where(col(Notification.place) == place)
    statement = statement.order_by(col(Notification.id)).with_for_update(skip_locked=True)
    return list((await session.execute(statement)).scalars())


async def digests_pending(session: ReadSession) -> list[Pending]:
    """Everybody for whose digest something waits."""
    statement = (
        select(
            col(Notification.person_id),
            col(Person.time_zone),
            func.coalesce(col(NotificationPreference.digest_hour), DIGEST_HOUR).label("hour"),
            func.min(col(Notification.created_at)).label("since"),
        )
        .join(Person, col(Person.id) == col(Notification.person_id))
        .outerjoin(NotificationPreference, col(NotificationPreference.person_id) == col(Notification.person_id))
        .where(col(Notification.mail) == MailState.DIGEST)
        .group_by(col(Notification.person_id), col(Person.time_zone), col(NotificationPreference.digest_hour))
    )
    rows = await session.execute(statement)
    return [Pending(row.person_id, row.time_zone, row.hour, row.since) for row in rows]


async def mail_to_send(session: WriteSession, mail_id: UUID) -> Mail | None:
    """A mail, locked until the transaction ends: nobody else sends it meanwhile."""
    statement = select(Mail).where(col(Mail.id) == mail_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def told_by(session: ReadSession, mail_id: UUID) -> list[Notification]:
    """The notifications that a mail tells of, oldest first, without locking them: sending may take a while."""
    statement = select(Notification).where(col(Notification.mail_id) == mail_id).order_by(col(Notification.id))
    return list((await session.execute(statement)).scalars())


async def still_readable(session: ReadSession, person_id: UUID, rows: Sequence[Notification]) -> set[UUID]:
    """Those of the notifications whose object the person may read at this moment."""
    by_audience: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        by_audience[row.audience].append(row.id)
    readable: set[UUID] = set()
    for audience, ids in by_audience.items():
        if await readers_among(session, audience, [person_id]):
            readable.update(ids)
    return readable


async def recipient(session: ReadSession, person_id: UUID) -> Person | None:
    """An active person; nobody else gets mail."""
    statement = select(Person).where(col(Person.id) == person_id, col(Person.status) == "active")
    return (await session.execute(statement)).scalar_one_or_none()


async def invited_or_active(session: ReadSession, person_id: UUID) -> Person | None:
    """A person who may be written to about their own account."""
    statement = select(Person).where(col(Person.id) == person_id, col(Person.status) != "suspended")
    return (await session.execute(statement)).scalar_one_or_none()


async def names_of_people(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, str]:
    rows = await session.execute(select(col(Person.id), col(Person.name)).where(col(Person.id).in_(ids)))
    return {row.id: row.name for row in rows}


async def names_of_groups(session: ReadSession, audiences: Collection[str]) -> dict[str, str]:
    """Names of the sharing groups that these audiences are about, by the group's id as text."""
    ids = [UUID(value) for kind, _, value in (one.partition(":") for one in audiences) if kind in ("strict", "amber")]
    rows = await session.execute(
        select(col(SharingGroup.id), col(SharingGroup.name)).where(col(SharingGroup.id).in_(ids))
    )
    return {str(row.id): row.name for row in rows}


async def unsubscribe_key(session: WriteSession, person_id: UUID) -> bytes:
    """The key that signs a person's unsubscribe links; made with their preferences when first needed."""
    found = await preference_of(session, person_id)
    if found is None:
        found = await own_preference(session, person_id)
    return bytes(found.unsubscribe_key)
