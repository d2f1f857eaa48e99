"""The bell that wakes workers when jobs have been queued, after the commit and outside of it."""

import asyncio

import psycopg
import structlog

log = structlog.get_logger(__name__)

CHANNEL = "procrastinate_any_queue_v1"
"""What idle workers listen to."""
MESSAGE = '{"type": "job_inserted", "job_id": 0}'
PAUSE = 0.02
"""Seconds between two rings, so that a flood of jobs rings once in a while instead of each time."""


class Bell:
    """Rings on a connection of its own, since NOTIFY makes PostgreSQL commit such transactions one at a time.

    A ring that is lost costs a second: idle workers look by themselves.
    """

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._rung = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Jobs have just become durable."""
        self._rung.set()

    def start(self) -> None:
        self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as connection:
                    while True:
                        await self._rung.wait()
                        self._rung.clear()
                        await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, MESSAGE))
                        await asyncio.sleep(PAUSE)
            except psycopg.Error as error:
                log.warning("workers could not be woken; they look by themselves", error=str(error))
                await asyncio.sleep(1)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
