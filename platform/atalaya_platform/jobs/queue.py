"""Background jobs on procrastinate: each runs in one system transaction and has its effect once."""

import asyncio
import contextlib
from typing import Any, cast

import structlog
from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from sqlalchemy import text

from atalaya_platform.audit.jobs import ANCHOR
from atalaya_platform.jobs.forgetting import FORGETTING
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

_FIRST_TIME = text("INSERT INTO job_done (job_id) VALUES (:job) ON CONFLICT DO NOTHING RETURNING 1")
STALLED_SECONDS = 15
"""A worker that has shown no heartbeat for this long is dead; its jobs run again."""


async def run_once(runtime: Runtime, job_id: int | None, job: Job, args: dict[str, Any]) -> None:
    """Run a job in its transaction; a job that already had its effect does nothing."""
    async with runtime.database.system() as session:
        if job_id is not None and (await session.execute(_FIRST_TIME, {"job": job_id})).first() is None:
            return
        await job.run(session, runtime, **args)


async def handle_event(session: Any, runtime: Runtime, *, handler: str, event_type: str, event: dict[str, Any]) -> None:
    """Run one handler of one event; a handler that the code no longer has is skipped, and said."""
    found = runtime.registry.handlers.get(handler)
    if found is None:
        log.warning("event for a handler that is gone", handler=handler, event_type=event_type)
        return
    await found.run(session, found.event.model_validate(event), runtime)


def all_jobs(runtime: Runtime) -> dict[str, Job]:
    """Every plugin's jobs, and the platform's own: events' handlers, the audit log's anchor, and forgetting."""
    own = (Job("handle_event", handle_event), ANCHOR, *FORGETTING)
    return {job.name: job for job in own} | runtime.registry.jobs


def queue_app(runtime: Runtime, conninfo: str) -> App:
    """The procrastinate application with every job registered under its name."""
    app = App(
        connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4),
        worker_defaults={"update_heartbeat_interval": 5, "stalled_worker_timeout": STALLED_SECONDS},
    )
    for job in all_jobs(runtime).values():
        _register(app, runtime, job)
    return app


def _register(app: App, runtime: Runtime, job: Job) -> None:
    # The strategy is asked with the attempts before the one that failed.
    retry = RetryStrategy(max_attempts=job.attempts - 1, exponential_wait=2) if job.attempts > 1 else False

    async def run(context: JobContext, /, **args: Any) -> None:
        structlog.contextvars.bind_contextvars(job=job.name, job_id=context.job.id)
        args.pop("timestamp", None)
        try:
            await run_once(runtime, context.job.id, job, args)
        except Exception:
            log.exception("job failed", job=job.name, attempt=context.job.attempts)
            raise
        finally:
            structlog.contextvars.unbind_contextvars("job", "job_id")

    task = app.task(name=job.name, pass_context=True, retry=retry)(run)
    if job.cron:
        app.periodic(cron=job.cron, periodic_id=job.name)(cast(Any, task))


class Worker:
    """A running worker of this process, with a watch for jobs that a dead worker left behind."""

    def __init__(self, runtime: Runtime, conninfo: str, concurrency: int = 4) -> None:
        self._app = queue_app(runtime, conninfo)
        self._concurrency = concurrency
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def alive(self) -> bool:
        return bool(self._tasks) and not any(task.done() for task in self._tasks)

    async def start(self) -> None:
        await self._app.open_async()
        self._tasks = [asyncio.create_task(self._work()), asyncio.create_task(self._rescue())]

    async def _work(self) -> None:
        while True:
            try:
                await self._app.run_worker_async(
                    concurrency=self._concurrency,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                    fetch_job_polling_interval=1.0,
                )
            except Exception:
                log.exception("the worker lost its database; it tries again")
                await asyncio.sleep(1)

    async def _rescue(self) -> None:
        while True:
            with contextlib.suppress(Exception):
                stalled = await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
                for job in stalled:
                    log.warning("job of a dead worker runs again", job=job.task_name, job_id=job.id)
                    await self._app.job_manager.retry_job(job)
            await asyncio.sleep(STALLED_SECONDS / 3)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        await self._app.close_async()
