"""Reading notifications, subscriptions, preferences and mails."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.http.pages import Page, cursor, key_of
from atalaya_platform.http.problems import Invalid, NotFound
from atalaya_platform.identity.models import Person
from atalaya_platform.notifications.events import NotificationCreated
from atalaya_platform.notifications.models import Mail, Notification, NotificationPreference, Subscription
from atalaya_platform.notifications.schemas import MailRead, NotificationRead, SubscriptionRead
from atalaya_platform.notifications.vocabulary import Level, MailState

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


def card(row: Notification) -> NotificationCreated:
    """What the application shows of a notification."""
    return NotificationCreated(
        id=row.id,
        kind=row.kind,
        place=row.place,
        object_id=row.object_id,
        label=Label(row.label),
        withheld=row.label == Label.RED,
        title=row.title,
        excerpt=row.excerpt,
        url=row.url,
        actor_id=row.actor_id,
        direct=row.direct,
        created_at=row.created_at,
    )


def notification_read(row: Notification, mail_error: str) -> NotificationRead:
    """The notification as the API says it: its card, and what became of it."""
    shown = dict(card(row))
    return NotificationRead(**shown, read_at=row.read_at, mail=MailState(row.mail), mail_error=mail_error)


async def notifications_of(
    session: ReadSession, person_id: UUID, *, limit: int, after: str | None, before: str | None, unread: bool
) -> Page[NotificationRead]:
    """A person's notifications, newest first. Those of what they may no longer read do not exist."""
    own = [col(Notification.person_id) == person_id, col(Notification.in_app)]
    if unread:
        own.append(col(Notification.read_at).is_(None))
    statement = select(Notification, Mail.error).outerjoin(Mail, col(Mail.id) == col(Notification.mail_id)).where(*own)
    backwards = before is not None
    if before is not None:
        statement = statement.where(col(Notification.id) > _id_in(before)).order_by(col(Notification.id))
    else:
        if after is not None:
            statement = statement.where(col(Notification.id) < _id_in(after))
        statement = statement.order_by(col(Notification.id).desc())
    rows = list((await session.execute(statement.limit(limit + 1))).all())
    more = len(rows) > limit
    rows = rows[:limit]
    if backwards:
        rows.reverse()
    items = [notification_read(row[0], row[1] or "") for row in rows]
    older = items and (more or backwards)
    newer = items and (more if backwards else after is not None)
    return Page[NotificationRead](
        items=items,
        next=cursor(items[-1].id) if older else None,
        previous=cursor(items[0].id) if newer else None,
    )


def _id_in(text_cursor: str) -> UUID:
    (value,) = key_of(text_cursor, 1)
    try:
        return UUID(str(value))
    except ValueError:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.") from None


async def unread_count(session: ReadSession, person_id: UUID) -> int:
    """How many of a person's notifications are unread, of those that they may still read."""
    statement = (
        select(func.count())
        .select_from(Notification)
        .where(
            col(Notification.person_id) == person_id,
            col(Notification.in_app),
            col(Notification.read_at).is_(None),
        )
    )
    return int((await session.execute(statement)).scalar_one())


async def preference_of(session: ReadSession, person_id: UUID) -> NotificationPreference | None:
    """A person's row of preferences, if there is one."""
    statement = select(NotificationPreference).where(col(NotificationPreference.person_id) == person_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def own_preference(session: WriteSession, person_id: UUID) -> NotificationPreference:
    """A person's row of preferences, locked; made, as nobody has chosen anything yet, unless another made it first."""
    fresh = NotificationPreference(person_id=person_id, version=0)
    await session.execute(insert(NotificationPreference).values(fresh.model_dump()).on_conflict_do_nothing())
    statement = select(NotificationPreference).where(col(NotificationPreference.person_id) == person_id)
    return (await session.execute(statement.with_for_update())).scalar_one()


async def subscriptions_of(session: ReadSession, person_id: UUID) -> list[SubscriptionRead]:
    """Every place for which a person chose something, newest choice first."""
    statement = (
        select(Subscription)
        .where(col(Subscription.person_id) == person_id)
        .order_by(col(Subscription.created_at).desc(), col(Subscription.place))
        .limit(1000)
    )
    rows = (await session.execute(statement)).scalars()
    return [SubscriptionRead(place=row.place, level=Level(row.level), created_at=row.created_at) for row in rows]


async def subscription_at(session: ReadSession, person_id: UUID, place: str) -> SubscriptionRead:
    """A person's choice for a place. Raises NotFound when there is none."""
    statement = select(Subscription).where(col(Subscription.person_id) == person_id, col(Subscription.place) == place)
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise NotFound("subscription")
    return SubscriptionRead(place=row.place, level=Level(row.level), created_at=row.created_at)


async def mails_to(session: ReadSession, person_id: UUID, limit: int) -> list[MailRead]:
    """The last mails to a person, newest first."""
    statement = select(Mail).where(col(Mail.person_id) == person_id).order_by(col(Mail.id).desc()).limit(limit)
    return [MailRead.model_validate(mail.model_dump()) for mail in (await session.execute(statement)).scalars()]


async def has_openpgp(session: ReadSession, person_id: UUID) -> bool:
    """Whether a person's profile has an OpenPGP key."""
    statement = select(col(Person.openpgp_key).is_not(None)).where(col(Person.id) == person_id)
    return bool((await session.execute(statement)).scalar_one_or_none())
