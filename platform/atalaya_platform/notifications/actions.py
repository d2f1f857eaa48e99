"""What a person does with their notifications: read them, choose how to hear, leave a place."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession, WriteSession, elevated
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.http.problems import NotFound
from atalaya_platform.http.versions import require_match
from atalaya_platform.notifications.events import NotificationsRead
from atalaya_platform.notifications.models import Notification, NotificationPreference, Subscription
from atalaya_platform.notifications.preferences import DIGEST_HOUR, choice_for
from atalaya_platform.notifications.queries import own_preference, preference_of, subscription_at, unread_count
from atalaya_platform.notifications.schemas import (
    KindPreference,
    NotificationsMark,
    PreferencesRead,
    PreferencesUpdate,
    SubscriptionRead,
    Unsubscription,
)
from atalaya_platform.notifications.tell import subscribe
from atalaya_platform.notifications.unsubscribing import fits, read_token
from atalaya_platform.notifications.vocabulary import Level


async def mark_read(session: WriteSession, caller: Caller, mark: NotificationsMark) -> int:
    """Mark notifications as read, tell the person's other windows, and return how many remain unread."""
    statement = update(Notification).where(
        col(Notification.person_id) == caller.person_id, col(Notification.read_at).is_(None)
    )
    if not mark.all:
        statement = statement.where(or_(col(Notification.id).in_(mark.ids), col(Notification.place) == mark.place))
    statement = statement.values(read_at=session.clock.now()).returning(col(Notification.id))
    ids = sorted((await session.execute(statement)).scalars())
    unread = await unread_count(session, caller.person_id)
    if ids:
        event = NotificationsRead(ids=[] if mark.all else ids, all=mark.all, unread=unread)
        emit(session, event, [f"person:{caller.person_id}"])
    return unread


def described(
    preference: NotificationPreference | None, caller: Caller, suggested: Mapping[str, str], *, openpgp: bool
) -> PreferencesRead:
    """What counts for each kind that a service declares or that the person chose."""
    chosen = preference.kinds if preference else {}
    kinds: dict[str, KindPreference] = {}
    for kind in sorted(suggested.keys() | chosen.keys()):
        choice = choice_for(kind, direct=False, chosen=chosen, suggested=suggested)
        kinds[kind] = KindPreference(in_app=choice.in_app, mail=choice.mail)
    return PreferencesRead(
        kinds=kinds,
        chosen=sorted(chosen),
        digest_hour=preference.digest_hour if preference else DIGEST_HOUR,
        time_zone=caller.time_zone,
        openpgp=openpgp,
        version=preference.version if preference else 0,
    )


async def choose(
    session: WriteSession, caller: Caller, update_to: PreferencesUpdate, if_match: str | None
) -> NotificationPreference:
    """Replace a person's preferences; refuses when another window changed them meanwhile."""
    preference = await own_preference(session, caller.person_id)
    require_match(if_match, preference.version)
    preference.kinds = {kind: choice.model_dump(mode="json") for kind, choice in update_to.kinds.items()}
    preference.digest_hour = update_to.digest_hour
    preference.version += 1
    audit(session, caller, "notifications.preference.change", "person", caller.person_id)
    await session.flush()
    return preference


async def follow(session: WriteSession, caller: Caller, place: str, level: Level) -> SubscriptionRead:
    """Set how much the caller hears of a place."""
    await subscribe(session, caller.person_id, place, level)
    return await subscription_at(session, caller.person_id, place)


async def unfollow(session: WriteSession, caller: Caller, place: str) -> None:
    """Forget the caller's choice for a place, so that what the service usually does counts again."""
    await session.execute(
        delete(Subscription).where(col(Subscription.person_id) == caller.person_id, col(Subscription.place) == place)
    )


async def _owner_of(session: ReadSession, token: str) -> tuple[UUID, str]:
    read = read_token(token)
    if read is not None:
        person_id, signature, place = read
        preference = await preference_of(session, person_id)
        if preference is not None and fits(preference.unsubscribe_key, person_id, signature, place):
            return person_id, place
    raise NotFound("unsubscribe link")


async def unsubscription(session: ReadSession, token: str) -> Unsubscription:
    """What an unsubscribe link is for. Raises NotFound for a link that we never made."""
    async with elevated(session):  # whoever holds the link need not be signed in
        person_id, place = await _owner_of(session, token)
        try:
            level = (await subscription_at(session, person_id, place)).level
        except NotFound:
            level = Level.ALL
    return Unsubscription(place=place, level=level)


async def unsubscribe(session: WriteSession, token: str) -> Unsubscription:
    """Take the link's owner off its place: no more mails from there. Doing it again changes nothing."""
    async with elevated(session):  # whoever holds the link need not be signed in
        person_id, place = await _owner_of(session, token)
        await subscribe(session, person_id, place, Level.NOTHING)
    audit(session, None, "notifications.subscription.end", "person", person_id, place=place)
    return Unsubscription(place=place, level=Level.NOTHING)
