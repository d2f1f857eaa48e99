"""Forgetting what nobody can ask for again: answers kept for repeated requests, jobs done, old events of streams."""

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import text

from atalaya_platform.database.session import WriteSession
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

ANSWERS_KEPT = timedelta(days=1)
"""For how long a request that is sent again gets its first answer."""
EVENTS_KEPT = 1000
"""Of each stream: whoever has missed more than a part of this starts afresh."""
EVENTS_KEPT_FOR = timedelta(days=30)
AT_ONCE = 50_000
MOST_TURNS = 40

_ANSWERS = text("DELETE FROM idempotent_request WHERE created_at < :before")
_JOBS_DONE = text(
    "DELETE FROM job_done d WHERE d.created_at < :before"
    " AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.id = d.job_id)"
)
_EVENTS = text("SELECT forget_stream_events(:kept, :before, :most)")


async def forget_answers(session: WriteSession, runtime: Runtime, **_: Any) -> None:
    """Answers hold what was sent, TLP:RED too; a job is told from one that had its effect while the queue has it."""
    before = session.clock.now() - ANSWERS_KEPT
    await session.execute(_ANSWERS, {"before": before})
    await session.execute(_JOBS_DONE, {"before": before})


async def forget_events(session: WriteSession, runtime: Runtime, **_: Any) -> None:
    """All but the last thousand of each stream, and those too after thirty days."""
    values = {"kept": EVENTS_KEPT, "before": session.clock.now() - EVENTS_KEPT_FOR, "most": AT_ONCE}
    forgotten = 0
    for _turn in range(MOST_TURNS):
        gone = int((await session.execute(_EVENTS, values)).scalar_one())
        forgotten += gone
        if gone < AT_ONCE:
            break
    if forgotten:
        log.info("old events of streams were forgotten", events=forgotten)


FORGETTING = (
    Job("platform.forget_answers", forget_answers, cron="29 * * * *"),
    Job("platform.forget_events", forget_events, cron="53 3 * * *"),
)
