"""Gathering: several notifications of one place, or of a day, become one mail."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.ids import new_id
from atalaya_platform.mail.message import strictest
from atalaya_platform.notifications.mailing.queries import digests_pending, recipient, waiting_at, waiting_for_digest
from atalaya_platform.notifications.models import Mail, Notification
from atalaya_platform.notifications.preferences import last_digest_hour
from atalaya_platform.notifications.queries import levels_at
from atalaya_platform.notifications.vocabulary import Level, MailState
from atalaya_platform.runtime import Runtime

GATHER = "notifications.gather"
DELIVER = "notifications.deliver"
MOST = 100
"""Notifications in one mail; more wait for the next."""


def digest_place(person_id: UUID) -> str:
    """The place from which one unsubscribes to get no digest any more."""
    return f"digest:{person_id}"


async def gather(session: WriteSession, runtime: Runtime, *, place: str, persons: Sequence[str]) -> None:
    """Make one mail per person of what waits from a place. What was read meanwhile needs no mail."""
    for person in persons:
        person_id = UUID(person)
        await _mail(session, person_id, await waiting_at(session, person_id, place), "notification_single")


async def digests(session: WriteSession, runtime: Runtime, **_: Any) -> None:
    """Every hour: make the digest of each person for whom something waits since before their last digest hour.

    Nothing remembers when a digest left, so one that an outage held up leaves with the next run.
    """
    now = runtime.clock.now()
    for pending in await digests_pending(session):
        if pending.since >= last_digest_hour(now, pending.digest_hour, pending.time_zone):
            continue
        rows = await waiting_for_digest(session, pending.person_id)
        place = digest_place(pending.person_id)
        if (await levels_at(session, [place])).get(pending.person_id) is Level.NOTHING:
            for row in rows:
                row.mail = MailState.NONE
            continue
        await _mail(session, pending.person_id, rows, "digest")
    await session.flush()


async def _mail(session: WriteSession, person_id: UUID, rows: list[Notification], template: str) -> None:
    """One mail of these notifications; what is TLP:RED in a mail of its own, which is a bare link."""
    for row in rows:
        if row.read_at is not None:
            row.mail = MailState.NONE
    unread = [row for row in rows if row.mail != MailState.NONE][:MOST]
    person = await recipient(session, person_id) if unread else None
    red = [row for row in unread if row.label == Label.RED]
    others = [row for row in unread if row.label != Label.RED]
    for part, kind in ((red, "red_waiting"), (others, template)):
        if part and person is not None:
            mail = Mail(
                id=new_id(),
                created_at=session.clock.now(),
                person_id=person_id,
                address=person.email,
                template=kind,
                label=strictest([Label(row.label) for row in part]).value,
            )
            session.add(mail)
            await session.flush()
            for row in part:
                row.mail, row.mail_id = MailState.QUEUED, mail.id
            defer(session, DELIVER, mail_id=str(mail.id))
    await session.flush()
