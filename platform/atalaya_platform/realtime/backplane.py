"""The backplane: how processes on one database tell each other about events and signals. It only wakes."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import psycopg
import structlog

log = structlog.get_logger(__name__)

CHANNEL = "atalaya"
POSTGRES_LIMIT = 7900
"""NOTIFY takes less than 8,000 bytes; a longer message is dropped here and found by the hub's look-up."""

Receive = Callable[[str], Awaitable[None]]


class Backplane(Protocol):
    """Carries short texts to every other process, at most once; nothing may depend on its arrival."""

    async def start(self, receive: Receive, installation: str) -> None:
        """Begin to listen. Processes with different `installation` do not hear each other, whatever they share."""
        ...

    def send(self, messages: Sequence[str]) -> None: ...

    async def stop(self) -> None: ...


async def handed_on(receive: Receive, message: str) -> None:
    """Let the process hear a message; nonsense is logged, for it must not end the listening."""
    try:
        await receive(message)
    except Exception as error:
        log.warning("a message on the backplane was not understood", error=f"{type(error).__name__}: {error}")


class Batching(ABC):
    """Collects messages for a moment and sends them together, outside of anybody's transaction."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def send(self, messages: Sequence[str]) -> None:
        self._pending.extend(messages)
        self._wake.set()

    @abstractmethod
    async def _deliver(self, messages: list[str]) -> None:
        """Send these to every other process."""

    async def _send_all(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            messages, self._pending = self._pending, []
            try:
                await self._deliver(messages)
            except Exception as error:
                log.warning("backplane could not send; other processes look events up", error=str(error))
                await asyncio.sleep(0.5)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


class PostgresBackplane(Batching):
    """LISTEN/NOTIFY, which stays within one database.

    Sent after the commit, on a connection of its own, because NOTIFY inside a transaction makes PostgreSQL commit such
    transactions one at a time.
    """

    def __init__(self, conninfo: str) -> None:
        super().__init__()
        self._conninfo = conninfo
        self._sender: psycopg.AsyncConnection | None = None

    async def start(self, receive: Receive, installation: str) -> None:
        self._tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._listen(receive))]

    async def _deliver(self, messages: list[str]) -> None:
        if self._sender is None or self._sender.closed:
            self._sender = await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)
        short = [message for message in messages if len(message.encode()) < POSTGRES_LIMIT]
        await self._sender.execute("SELECT pg_notify(%s, m) FROM unnest(%s::text[]) m", (CHANNEL, short))

    async def _listen(self, receive: Receive) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for notice in connection.notifies():
                        await handed_on(receive, notice.payload)
            except Exception as error:
                log.warning("backplane lost its database", error=str(error))
                await asyncio.sleep(0.5)

    async def stop(self) -> None:
        await super().stop()
        if self._sender is not None:
            await self._sender.close()


class NoBackplane:
    """For a process that is alone, such as a command."""

    async def start(self, receive: Receive, installation: str) -> None:
        return None

    def send(self, messages: Sequence[str]) -> None:
        return None

    async def stop(self) -> None:
        return None
