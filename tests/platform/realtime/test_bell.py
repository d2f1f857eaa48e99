"""Workers are woken after the commit, without waiting for their own look once a second."""

import asyncio
import time
from typing import Any

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.jobs.queue import Worker
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime
from tests.platform.realtime.conftest import Stage


async def test_a_job_is_taken_up_at_once(stage: Stage) -> None:
    runtime = stage.live.runtimes[0]
    done: asyncio.Queue[float] = asyncio.Queue()

    async def note(session: WriteSession, runtime: Runtime, **_: Any) -> None:
        done.put_nowait(time.monotonic())

    runtime.registry.jobs["test.note"] = Job("test.note", note)
    worker = Worker(runtime, stage.live.server.url("atalaya_app", stage.live.database))
    await worker.start()
    try:
        waits = []
        for _ in range(9):
            await asyncio.sleep(0.15)  # let it fall idle
            async with runtime.database.system() as session:
                defer(session, "test.note")
            started = time.monotonic()
            waits.append(await asyncio.wait_for(done.get(), 5) - started)
    finally:
        await worker.stop()
        del runtime.registry.jobs["test.note"]
    assert sorted(waits)[len(waits) // 2] < 0.4, waits
    assert not await stage.live.sql(
        "SELECT 1 FROM pg_trigger WHERE tgname = 'procrastinate_jobs_notify_queue_job_inserted_v1'"
    )
