"""Asking organisations, every four months, whether their entry is still right."""

from datetime import date, timedelta

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory import letters
from atalaya_platform.directory.organisations import queries
from atalaya_platform.directory.reminders import first_time
from atalaya_platform.identity.models import Organisation
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

SOON = timedelta(days=14)
AGAIN_DAYS = 28


def step(row: Organisation, today: date) -> str:
    """Which reminder is due: two weeks before the day, on it, every four weeks after; monthly if never confirmed."""
    if row.confirm_by is None:
        return f"never confirmed, {today:%Y-%m}"
    if today < row.confirm_by:
        return f"soon, {row.confirm_by}"
    return f"due, {row.confirm_by}, {(today - row.confirm_by).days // AGAIN_DAYS}"


async def remind_to_confirm(session: WriteSession, runtime: Runtime) -> None:
    """Write to the team leads of organisations whose confirmation is due, once per reminder."""
    today = session.clock.now().date()
    for row in await queries.to_remind(session, today + SOON):
        if not await first_time(session, f"confirm:{row.id}", step(row, today)):
            continue
        for person_id, locale in await queries.lead_mailboxes(session, row.id):
            letters.send(
                session,
                letters.Letter.DIRECTORY_CONFIRM,
                person_id,
                locale,
                path=f"/directory/organisations/{row.id}",
                organisation=row.name,
                confirmed_at=row.confirmed_at.isoformat() if row.confirmed_at else None,
            )


JOBS = (Job("directory.remind_to_confirm", remind_to_confirm, cron="23 9 * * *"),)
