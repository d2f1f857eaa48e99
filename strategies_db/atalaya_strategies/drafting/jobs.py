"""What is done by the clock: reminding of tasks of drafts that are due today, and measuring what was not measured."""

from dataclasses import replace

from atalaya_platform.database.session import WriteSession
from atalaya_platform.notifications.tell import notify
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime
from atalaya_strategies.drafting.actions.measure import measure_late
from atalaya_strategies.drafting.handlers import DUE, notice_about
from atalaya_strategies.drafting.queries.notices import tasks_due


async def remind_of_tasks(session: WriteSession, runtime: Runtime) -> None:
    """Remind whoever has a task that is due today. Runs once a day. Of TLP:RED the system knows no tasks."""
    for task, draft in await tasks_due(session, session.clock.now().date()):
        notice = notice_about(draft, DUE, section_id=task.section_id, excerpt=task.title)
        await notify(session, runtime, {task.assignee_id}, replace(notice, direct=True))


async def measure_drafts(session: WriteSession, runtime: Runtime) -> None:
    """Keep what texts cover that were written before it was kept. Finds nothing to do once that is done."""
    await measure_late(session)


JOBS = (
    Job("strategies.remind_of_draft_tasks", remind_of_tasks, cron="30 12 * * *"),
    Job("strategies.measure_drafts", measure_drafts, cron="*/10 * * * *"),
)
