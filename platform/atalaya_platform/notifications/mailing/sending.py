"""Handing a mail over to the transport, and what becomes of it: sent, tried again later, or given up.

A mail is claimed by its row's lock and its state, in the transaction that sends it: a job that runs twice sends it
once. One gap remains, as with every mail server: when it has taken the mail and this process dies before the commit,
the mail leaves again, with the same Message-ID, by which mail programs know it for the same.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.identity.models import Person
from atalaya_platform.mail.contents import read_content
from atalaya_platform.mail.message import Mail as Letter
from atalaya_platform.mail.message import compose
from atalaya_platform.mail.pgp import CannotEncrypt, KeyRefused, encrypt, read_key
from atalaya_platform.mail.transport import MailDelayed, MailRefused
from atalaya_platform.notifications.adapter import sender_of, transport_of
from atalaya_platform.notifications.mailing.queries import invited_or_active, mail_to_send
from atalaya_platform.notifications.models import Mail
from atalaya_platform.notifications.outgoing import SEND
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 180, 360, 720))
"""How long to wait after each attempt that failed for now; after the last one the mail is given up."""

KEY_UNUSABLE = (
    "Your OpenPGP key cannot be used, so nothing was mailed in the clear. Put a valid public key into your profile, or "
    "remove the old one."
)


class MailOutcome(StrEnum):
    """What became of a mail; the values of `Mail.state`."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


async def hand_over(
    session: WriteSession, runtime: Runtime, mail: Mail, letter: Letter, key: str | None, *, task: str, **args: Any
) -> MailOutcome:
    """Send a letter, encrypted when its reader has a key, and note on its row what became of it.

    When it cannot be sent for now, the job `task` is queued again for later. Never falls back to plain text for what
    is under a label.
    """
    now = runtime.clock.now()
    message = compose(letter, sender_of(runtime.settings), now=now)
    mail.attempts += 1
    if key:
        try:
            message = encrypt(message, read_key(key), now=now)
            mail.encrypted = True
        except (KeyRefused, CannotEncrypt) as error:
            log.warning("a person's OpenPGP key cannot be used", mail=str(mail.id), reason=str(error))
            if letter.content.reveals:
                return _done(mail, MailOutcome.FAILED, KEY_UNUSABLE)
    try:
        await transport_of(runtime).send(message)
    except MailRefused as error:
        log.warning("mail refused", mail=str(mail.id), template=mail.template, reason=error.reason)
        return _done(mail, MailOutcome.FAILED, error.reason)
    except MailDelayed as error:
        log.warning("mail delayed", mail=str(mail.id), attempt=mail.attempts, reason=error.reason)
        if mail.attempts > len(PAUSES):
            return _done(mail, MailOutcome.FAILED, error.reason)
        defer(session, task, at=now + PAUSES[mail.attempts - 1], **args)
        return _done(mail, MailOutcome.QUEUED, error.reason)
    mail.sent_at = now
    return _done(mail, MailOutcome.SENT, "")


def _done(mail: Mail, outcome: MailOutcome, error: str) -> MailOutcome:
    mail.state, mail.error = outcome.value, error[:500]
    return outcome


async def send(
    session: WriteSession,
    runtime: Runtime,
    *,
    mail_id: str,
    person_id: str | None,
    address: str | None,
    locale: str,
    content: dict[str, Any],
    label: str | None,
) -> None:
    """Send what another part queued with `queue_mail`. Links in it live in the job alone, never in the mail's row."""
    person = await invited_or_active(session, UUID(person_id)) if person_id else None
    to = address or (person.email if person else None)
    if to is None:
        return
    mail = await mail_to_send(session, UUID(mail_id))
    if mail is None:
        mail = Mail(
            id=UUID(mail_id),
            created_at=session.clock.now(),
            person_id=person.id if person else None,
            address=to,
            template=str(content["template"]),
            label=label,
        )
        session.add(mail)
        await session.flush()
    if mail.state != MailOutcome.QUEUED:
        return
    letter = Letter(
        id=mail.id,
        to=to,
        to_name=person.name if person else "",
        locale=locale,
        time_zone=person.time_zone if person else "UTC",
        label=Label(label) if label else None,
        content=read_content(content),
    )
    args = {"person_id": person_id, "address": address, "locale": locale, "content": content, "label": label}
    await hand_over(session, runtime, mail, letter, key_of(person), task=SEND, mail_id=mail_id, **args)
    await session.flush()


def key_of(person: Person | None) -> str | None:
    return person.openpgp_key if person is not None else None
