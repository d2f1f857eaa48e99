"""Delivering the mail of notifications: what it may still say is decided at the moment at which it is sent."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.identity.models import Person
from atalaya_platform.notifications.letters import Desk, letter_of
from atalaya_platform.notifications.mailing.gathering import DELIVER, GATHER, digest_place
from atalaya_platform.notifications.mailing.queries import (
    mail_to_send,
    names_of_groups,
    names_of_people,
    recipient,
    still_readable,
    told_by,
    unsubscribe_key,
)
from atalaya_platform.notifications.mailing.sending import MailOutcome, hand_over, key_of
from atalaya_platform.notifications.models import Notification
from atalaya_platform.notifications.queries import levels_at
from atalaya_platform.notifications.unsubscribing import token_for
from atalaya_platform.notifications.vocabulary import Level, MailState
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)


async def deliver(session: WriteSession, runtime: Runtime, *, mail_id: str) -> None:
    """Send one mail of notifications, once, without what its reader may no longer read or has unsubscribed from.

    Only the mail's own row is locked while the mail server is spoken to; the notifications are touched afterwards.
    """
    mail = await mail_to_send(session, UUID(mail_id))
    if mail is None or mail.state != MailOutcome.QUEUED or mail.person_id is None:
        return
    rows = await told_by(session, mail.id)
    person = await recipient(session, mail.person_id)
    wanted = await _wanted(session, person, rows) if person is not None else []
    later = [row for row in wanted if row.label == Label.RED and mail.template != "red_waiting"]
    told = [row for row in wanted if row not in later]
    outcome = MailOutcome.SENT
    if person is not None and told:
        desk = await _desk(session, runtime, told)
        link = await _unsubscribe_link(session, runtime, person, told, mail.template)
        try:
            letter = letter_of(mail.id, person, told, desk, link)
        except ValueError as error:
            log.error("a mail cannot be written", mail=mail_id, reason=type(error).__name__)
            mail.state, mail.error = MailOutcome.FAILED.value, "It could not be written. Check your mail address."
            outcome = MailOutcome.FAILED
        else:
            mail.label = letter.label.value if letter.label else None
            outcome = await hand_over(session, runtime, mail, letter, key_of(person), task=DELIVER, mail_id=mail_id)
    else:
        await session.delete(mail)
    _note(session, rows, told, later, outcome)
    await session.flush()


async def _wanted(session: WriteSession, person: Person, rows: Sequence[Notification]) -> list[Notification]:
    readable = await still_readable(session, person.id, rows)
    silent = [
        place
        for place in {row.place for row in rows}
        if (await levels_at(session, [place])).get(person.id) is Level.NOTHING
    ]
    return [row for row in rows if row.id in readable and row.place not in silent]


def _note(
    session: WriteSession,
    rows: Sequence[Notification],
    told: Sequence[Notification],
    later: Sequence[Notification],
    outcome: MailOutcome,
) -> None:
    """What became of each notification. What turned TLP:RED meanwhile leaves in a mail of its own: a bare link."""
    for row in rows:
        if row in later:
            row.mail, row.mail_id = MailState.NOW, None
            defer(session, GATHER, place=row.place, persons=[str(row.person_id)])
        elif row not in told:
            row.mail, row.mail_id = MailState.NONE, None
        elif outcome is not MailOutcome.QUEUED:
            row.mail = outcome.value


async def _desk(session: WriteSession, runtime: Runtime, rows: Sequence[Notification]) -> Desk:
    return Desk(
        installation=runtime.settings.name,
        address=runtime.settings.address,
        people=await names_of_people(session, [row.actor_id for row in rows if row.actor_id]),
        groups=await names_of_groups(session, {row.audience for row in rows}),
    )


async def _unsubscribe_link(
    session: WriteSession, runtime: Runtime, person: Person, rows: Sequence[Notification], template: str
) -> str:
    place = digest_place(person.id) if template == "digest" else rows[0].place
    token = token_for(await unsubscribe_key(session, person.id), person.id, place)
    return f"{runtime.settings.address}/api/v1/notifications/unsubscribe/{token}"
