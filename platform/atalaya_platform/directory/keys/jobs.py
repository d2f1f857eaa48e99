"""Reminders that a public key expires: 60, 30 and 7 days before, and once after."""

from datetime import datetime, timedelta

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory import letters
from atalaya_platform.directory.keys import queries
from atalaya_platform.directory.organisations.queries import lead_mailboxes
from atalaya_platform.directory.reminders import first_time
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

DAYS = (7, 30, 60)


def step(expires_at: datetime, now: datetime) -> str | None:
    """Which reminder is due: the nearest of 7, 30 and 60 days, or that it has expired; None while it is further off."""
    left = expires_at - now
    if left <= timedelta():
        return "expired"
    return next((f"{days} days" for days in DAYS if left <= timedelta(days=days)), None)


async def remind_of_expiry(session: WriteSession, runtime: Runtime) -> None:
    """Write to the owner of each key that expires, or to its organisation's team leads, once per reminder."""
    now = session.clock.now()
    for key, owner in await queries.expiring(session, now + timedelta(days=DAYS[-1])):
        due = step(key.expires_at, now) if key.expires_at else None
        if key.expires_at is None or due is None or not await first_time(session, f"key:{key.id}", due):
            continue
        if key.organisation_id is not None:
            path, told = (
                f"/directory/organisations/{key.organisation_id}",
                await lead_mailboxes(session, key.organisation_id),
            )
        else:
            path, told = "/settings/keys", await queries.own_mailbox(session, key.person_id)
        for person_id, locale in told:
            letters.send(
                session,
                letters.Letter.KEY_EXPIRY,
                person_id,
                locale,
                path=path,
                owner=owner,
                fingerprint=key.fingerprint,
                expires_at=key.expires_at.isoformat(),
                expired=due == "expired",
            )


JOBS = (Job("directory.remind_of_key_expiry", remind_of_expiry, cron="33 9 * * *"),)
