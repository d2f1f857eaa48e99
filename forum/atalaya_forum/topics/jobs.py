"""What is remembered for people by the clock: acknowledgements that are due, best practices to review."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from atalaya_forum.topics.handlers import REMINDER, REVIEW, nameless, notice_about
from atalaya_forum.topics.queries.acknowledgements import answered_by, members_of, teams_asked
from atalaya_forum.topics.queries.notices import advisories_due, practices_due, stewards_of
from atalaya_platform.access.labelling import readers
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.notifications.tell import notify
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

REMIND_DAYS = (3, 1, 0, -1)
"""Days before the date by which an advisory is to be acknowledged; the last is the day after it."""
REMIND_OF_NAMED = "forum.remind_of_named_acknowledgement"
"""The job that reminds one team of one advisory for named people; `actions.reminding` queues it."""
REVIEW_WEEKS = 8
"""For how many weeks after its day a review is called for, once a week."""


async def remind_of_acknowledgements(session: WriteSession, runtime: Runtime) -> None:
    """Remind the teams that have not answered, one notice per person and advisory. Runs once a day.

    The system reads no TLP:RED: what reminds of that was queued by those who do.
    """
    today = runtime.clock.now().date()
    due = await advisories_due(session, [today + timedelta(days=days) for days in REMIND_DAYS])
    answered = await answered_by(session, [topic.id for topic in due])
    for topic in due:
        silent = await teams_asked(session, topic) - answered.get(topic.id, set())
        if silent:
            persons = await members_of(session, silent)
            await notify(session, runtime, persons, notice_about(topic, REMINDER, direct=True))


async def remind_of_named_acknowledgement(
    session: WriteSession, runtime: Runtime, *, topic_id: str, audience: str, team: str
) -> None:
    """Remind those of a team who are named on an advisory that one awaits them; of what, the system does not know."""
    persons = await members_of(session, {UUID(team)}) & await readers(session, audience)
    if persons:
        notice = nameless(UUID(topic_id), audience, Label.RED, REMINDER, 1)
        await notify(session, runtime, persons, replace(notice, direct=True))


async def remind_of_reviews(session: WriteSession, runtime: Runtime) -> None:
    """Ask the author and the group's stewards to look at a best practice again. Runs once a day."""
    for topic in await practices_due(session, runtime.clock.now().date(), REVIEW_WEEKS):
        persons = {topic.author_id}
        if topic.group_id is not None:
            persons |= await stewards_of(session, topic.group_id)
        await notify(session, runtime, persons, notice_about(topic, REVIEW))


JOBS = (
    Job("forum.remind_of_acknowledgements", remind_of_acknowledgements, cron="0 12 * * *"),
    Job(REMIND_OF_NAMED, remind_of_named_acknowledgement),
    Job("forum.remind_of_reviews", remind_of_reviews, cron="15 12 * * *"),
)
