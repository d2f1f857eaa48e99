"""A real server and its database, people who write at a pace, and many who listen: what it costs, and what is lost."""

import asyncio
import contextlib
import resource
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import psutil
from benchmarks.light import Ages
from benchmarks.roles import Role

from atalaya_platform.ids import new_id
from tests.faults.stage import SETTINGS, EmbeddedAddress, Scene, scene, start
from tests.live import Client
from tests.load.listeners import shares
from tests.load.stopped import Stopped
from tests.services.atalaya import Server

TEXT = "Seen the same beacon here since 03:40 UTC, 445/tcp from the lab network; details in the ticket. " * 2
WRITERS = 12
LAST_SECONDS = 20.0
"""What was not delivered so long after the last message was sent counts as lost."""


@dataclass(frozen=True)
class Plan:
    """`rate` is messages a second over all channels; `stopped` of the listeners read nothing in every other part."""

    sockets: int
    rate: float
    seconds: float
    channels: int = 10
    stopped: int = 0

    @property
    def parts(self) -> list[tuple[str, float]]:
        """What is counted under which name, for how many seconds each."""
        if not self.stopped:
            return [("everybody reads", self.seconds)]
        return [("everybody reads", self.seconds / 4), ("some have stopped", self.seconds / 4)] * 2


def allow_many_files() -> None:
    """As many open files as this user may have, for this process and those that it starts."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Writing:
    """Sends at a pace, whether or not earlier messages were answered, and notes each answer."""

    def __init__(self, stage: Scene, clients: list[Client], listening: list[int]) -> None:
        self.stage, self.clients, self.listening = stage, clients, listening
        self.answers: Counter[int | str] = Counter()
        self.times = Ages()
        self.deliveries = 0
        self.sent = 0

    async def _send(self, number: int, *, marked: bool) -> None:
        where = number % len(self.stage.channels)
        began = time.monotonic()
        body = f"t={began}; {TEXT}" if marked else TEXT
        path = f"/api/v1/channels/{self.stage.channels[where]}/messages/{new_id()}"
        try:
            answer = await self.clients[number % len(self.clients)].http.put(path, json={"body": body})
        except httpx2.TransportError as error:
            self.answers[type(error).__name__] += 1
            return
        self.answers[answer.status_code] += 1
        if answer.status_code == 200:
            self.deliveries += self.listening[where]
        if marked:
            self.times.append(time.monotonic() - began)

    async def warm_up(self) -> None:
        for number in range(2 * len(self.clients)):
            await self._send(number, marked=False)

    async def go_on(self, rate: float, seconds: float) -> None:
        first = time.monotonic()
        async with asyncio.TaskGroup() as sending:
            for number in range(int(rate * seconds)):
                await asyncio.sleep(max(0.0, first + number / rate - time.monotonic()))
                sending.create_task(self._send(self.sent, marked=True))
                self.sent += 1


class Memory:
    """The server's resident memory in MiB, each second."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self.found: list[float] = []

    async def watch(self) -> None:
        while True:
            self.found.append(self._process.memory_info().rss / 2**20)
            await asyncio.sleep(1)

    def figures(self) -> dict[str, float | None]:
        """At the first minute's end and at the last, each the median of ten seconds; a shorter run has no drift."""
        first, last = self.found[55:65], self.found[-10:]
        drift = statistics.median(last) / statistics.median(first) - 1 if len(self.found) >= 120 else None
        return {
            "rss_minute_1": round(statistics.median(first), 1) if first else None,
            "rss_end": round(statistics.median(last), 1),
            "rss_drift": None if drift is None else round(drift, 4),
        }


@asynccontextmanager
async def _beside(work: Any) -> AsyncIterator[None]:
    """Something that goes on during the block, and must not have failed by its end."""
    task = asyncio.create_task(work)
    try:
        yield
        if task.done():
            task.result()
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def measure(plan: Plan, folder: Path) -> dict[str, Any]:
    """The figures of one run; times in seconds."""
    allow_many_files()
    server = Server(folder, **SETTINGS)
    await start(server)
    listeners = Role("tests.load.listeners")
    try:
        async with scene(server, EmbeddedAddress(folder), channels=plan.channels) as stage:
            return await _measured(plan, server, stage, listeners)
    finally:
        listeners.end()
        server.stop()


async def _measured(plan: Plan, server: Server, stage: Scene, listeners: Role) -> dict[str, Any]:
    cookies = [await stage.live.cookie(stage.cast.bruno) for _ in stage.channels]
    streams = [f"channel:{channel}" for channel in stage.channels]
    listeners.say(do="join", port=server.port, streams=streams, cookies=cookies, sockets=plan.sockets)
    assert (await listeners.hear())["joined"] == plan.sockets
    clients = [await stage.client(person) for person in (stage.cast.ana, stage.cast.bruno) * (WRITERS // 2)]
    writing = Writing(stage, clients, shares(plan.sockets, plan.channels))
    memory = Memory(server.pid)
    stopped = Stopped(server.pid, server.port, cookies[0], streams[0])
    heard: dict[str, dict[str, Any]] = {}
    await writing.warm_up()
    async with _beside(memory.watch()):
        for key, seconds in plan.parts:
            listeners.say(do="count", key=key)
            await listeners.hear()
            async with _beside(stopped.keep(plan.stopped if key == "some have stopped" else 0)):
                await writing.go_on(plan.rate, seconds)
                listeners.say(do="tell", received=writing.deliveries, seconds=LAST_SECONDS)
                heard[key] = await listeners.hear()
    for client in clients:
        await client.http.aclose()
    everybody = heard["everybody reads"]
    last = heard[plan.parts[-1][0]]
    figures = {
        "sockets": plan.sockets,
        "rate": plan.rate,
        "minutes": round(plan.seconds / 60, 2),
        "channels": plan.channels,
        "sent": writing.sent,
        "deliveries": writing.deliveries,
        "undelivered": writing.deliveries - last["received"],
        "sockets_lost": last["lost"],
        "p50": everybody["p50"],
        "p99": everybody["p99"],
        "longest": everybody["longest"],
        "post_p50": writing.times.at(0.5),
        "post_p99": writing.times.at(0.99),
        "answers": {str(kind): count for kind, count in writing.answers.items()},
        "failed": sum(count for kind, count in writing.answers.items() if kind != 200),
        **memory.figures(),
    }
    if plan.stopped:
        slow = heard["some have stopped"]
        figures |= {
            "stopped": plan.stopped,
            "stopped_p99": slow["p99"],
            "stopped_growth": round(slow["p99"] / everybody["p99"] - 1, 3),
            "stopped_dropped": stopped.dropped,
            "stopped_held": round(max(stopped.held), 1) if stopped.held else None,
        }
    return figures
