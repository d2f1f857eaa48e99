"""Telling people: who hears of a place, and the one function by which services notify."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer, emit
from atalaya_platform.ids import new_id
from atalaya_platform.notifications.models import Notification, Subscription
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.preferences import Choice, choice_for
from atalaya_platform.notifications.queries import card, chosen_by, levels_at, readers_among
from atalaya_platform.notifications.vocabulary import Level, MailWhen
from atalaya_platform.runtime import Runtime

BATCH = timedelta(minutes=2)
"""How long a mail waits for others of its place, so that a lively topic does not fill a mailbox."""

EXCERPT = 280
TITLE = 200


async def subscribers(session: WriteSession, places: Sequence[str]) -> dict[UUID, Level]:
    """Who chose something for these places, and what. Name the nearer place first: its choice counts.

    Everybody is listed only to the system, which is who handlers are; a person sees their own choice.
    """
    return await levels_at(session, places)


async def subscribe(
    session: WriteSession, person_id: UUID, place: str, level: Level | str, *, unless_chosen: bool = False
) -> None:
    """Set how much a person hears of a place. `unless_chosen` leaves an earlier choice as it is."""
    statement = insert(Subscription).values(person_id=person_id, place=place, level=Level(level).value)
    if unless_chosen:
        statement = statement.on_conflict_do_nothing()
    else:
        statement = statement.on_conflict_do_update(
            index_elements=["person_id", "place"], set_={"level": statement.excluded.level}
        )
    await session.execute(statement)


def suggested_mail(runtime: Runtime) -> dict[str, str]:
    """When each kind that a service declares is mailed, unless a person chose otherwise."""
    return {kind: mail for plugin in runtime.registry.plugins for kind, mail in plugin.notices.items()}


def _hears(level: Level | None, notice: Notice) -> bool:
    return notice.direct or level in (None, Level.ALL)


async def notify(session: WriteSession, runtime: Runtime, persons: Collection[UUID], notice: Notice) -> None:
    """Tell these persons, in the application at once and by mail as each chose.

    For event handlers: the session must be the system's. Whoever may not read `notice.audience`, and the actor,
    are left out; so are those who muted the place, unless the notice is direct (and then without a mail, for an
    unsubscribed place stays silent in the mailbox). For TLP:RED nobody is told a title, an excerpt or an author.
    """
    readers = await readers_among(session, notice.audience, set(persons) - {notice.actor_id})
    if not readers:
        return
    levels = await levels_at(session, [notice.place])
    chosen = await chosen_by(session, readers)
    suggested = suggested_mail(runtime)
    to_mail: list[str] = []
    for person in sorted(readers):
        level = levels.get(person)
        if not _hears(level, notice):
            continue
        choice = choice_for(notice.kind, direct=notice.direct, chosen=chosen.get(person, {}), suggested=suggested)
        if level is Level.NOTHING:
            choice = Choice(choice.in_app, MailWhen.NONE)
        if not choice.in_app and choice.mail is MailWhen.NONE:
            continue
        row = _notification(person, notice, choice, session)
        session.add(row)
        if choice.in_app:
            emit(session, card(row), [f"person:{person}"])
        if choice.mail is MailWhen.NOW:
            to_mail.append(str(person))
    await session.flush()
    if to_mail:
        defer(session, "notifications.gather", at=session.clock.now() + BATCH, place=notice.place, persons=to_mail)


async def withdraw(session: WriteSession, object_id: UUID, place: str) -> None:
    """Take back what people were told of an object that is no more, and what they chose to hear of its place.

    For event handlers: the session must be the system's, which sees everybody's.
    """
    await session.execute(delete(Notification).where(col(Notification.object_id) == object_id))
    await session.execute(delete(Subscription).where(col(Subscription.place) == place))


def _notification(person: UUID, notice: Notice, choice: Choice, session: WriteSession) -> Notification:
    red = notice.label is Label.RED
    return Notification(
        id=new_id(),
        created_at=session.clock.now(),
        person_id=person,
        kind=notice.kind,
        place=notice.place,
        object_id=notice.object_id,
        audience=notice.audience,
        label=notice.label.value,
        title="" if red else notice.title[:TITLE],
        excerpt="" if red else notice.excerpt[:EXCERPT],
        url=notice.url,
        actor_id=None if red else notice.actor_id,
        direct=notice.direct,
        in_app=choice.in_app,
        mail=choice.mail.value,
    )
