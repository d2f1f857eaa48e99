"""Reminders that go out once each, however often their job runs."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.models import ReminderSent


async def first_time(session: WriteSession, subject: str, step: str) -> bool:
    """Whether this step of this subject is due for the first time; from now on it is not."""
    statement = insert(ReminderSent).values(subject=subject, step=step).on_conflict_do_nothing()
    return (await session.execute(statement.returning(col(ReminderSent.step)))).first() is not None
