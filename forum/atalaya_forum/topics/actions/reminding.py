"""Reminders of TLP:RED advisories, queued while somebody acts who reads them: the system never does."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.jobs import REMIND_DAYS, REMIND_OF_NAMED
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.queries.acknowledgements import answered_by, teams_asked
from atalaya_forum.topics.streams import is_named
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer

_FORGET_TEAM = text("DELETE FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY (:names)")
_FORGET_ALL = text(
    "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name = :task AND args->>'topic_id' = :topic"
)
HOUR = time(12, tzinfo=UTC)
"""When reminders go out: with those of the other labels."""


def _name(topic: Topic, team: UUID, days: int) -> str:
    return f"{REMIND_OF_NAMED}:{topic.id}:{team}:{days}"


async def plan_reminders(session: WriteSession, topic: Topic) -> None:
    """Queue what will remind the silent teams of an advisory for named people, in place of what was queued before.

    Call it under the topic's lock, whenever its label, its recipients, its date or its lock may have changed. What
    is queued holds ids and nothing of the content. Advisories that the system reads are none of its concern.
    """
    await session.execute(_FORGET_ALL, {"task": REMIND_OF_NAMED, "topic": str(topic.id)})
    if topic.acknowledge_by is None or topic.locked or not is_named(topic.audience):
        return
    answered = await answered_by(session, [topic.id])
    silent = sorted(await teams_asked(session, topic) - answered.get(topic.id, set()))
    for days in REMIND_DAYS:
        at = datetime.combine(topic.acknowledge_by - timedelta(days=days), HOUR)
        if at <= session.clock.now():
            continue
        for team in silent:
            defer(
                session,
                REMIND_OF_NAMED,
                at=at,
                queueing_lock=_name(topic, team, days),
                topic_id=str(topic.id),
                audience=topic.audience,
                team=str(team),
            )


async def forget_reminders(session: WriteSession, topic: Topic, team: UUID) -> None:
    """A team has answered: what would remind it of this advisory is dropped."""
    if is_named(topic.audience):
        names = [_name(topic, team, days) for days in REMIND_DAYS]
        await session.execute(_FORGET_TEAM, {"names": names})
