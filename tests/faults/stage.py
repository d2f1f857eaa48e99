"""What the fault tests share: a cast in a real server's database, stubborn writers, and a listener that resumes."""

import asyncio
import contextlib
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2
import psutil
import websockets

from atalaya_platform.ids import new_id
from tests.live import Client, Live
from tests.platform.factories import World, world
from tests.services.atalaya import Server
from tests.services.postgres import DATABASE, Postgres

ROUNDS = int(os.environ.get("ATALAYA_ROUNDS", "2"))
SETTINGS = {"requests_per_minute": "0", "log_format": "console"}


class EmbeddedAddress:
    """The embedded server of a data folder, seen from outside, by what its postmaster wrote down."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def lines(self) -> list[str]:
        return (self.data / "postgres" / "postmaster.pid").read_text().splitlines()

    @property
    def pid(self) -> int:
        return int(self.lines()[0])

    def url(self, user: str = "postgres", database: str = "postgres") -> str:
        return f"postgresql://{user}@/{database}?host={quote(self.lines()[4], safe='')}"


async def start(process: Any) -> float:
    """Start a process beside the loop; the seconds of processor time that it needed until it was ready.

    A machine that is busy with other things makes the clock on the wall say little; the work done says it all.
    """
    await asyncio.to_thread(process.start)
    own = psutil.Process(process.pid)
    spent = own.cpu_times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@dataclass
class Scene:
    """The cast, two channels that Ana and Bruno share, and what was acknowledged: (channel, id) to its number."""

    live: Live
    cast: World
    url: str
    channels: list[UUID]
    acknowledged: dict[tuple[UUID, UUID], int] = field(default_factory=dict)
    refusals: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    writing: bool = True

    async def client(self, person: Any, url: str | None = None) -> Client:
        return Client(url or self.url, await self.live.cookie(person))

    async def write(self, number: int, text: Callable[[int], str] = "message {}".format) -> None:
        """One writer: sends message after message, each until it is acknowledged, to the channels in turn."""
        author = await self.client(self.cast.ana if number % 2 else self.cast.bruno)
        last = dict.fromkeys(self.channels, 0)
        count = 0
        while self.writing:
            channel = self.channels[count % len(self.channels)]
            seq = await self.send(author, channel, new_id(), f"{text(count)} of writer {number}")
            assert seq > last[channel], "a later message got an earlier number"
            last[channel] = seq
            count += 1
            await asyncio.sleep(0.02)
        await author.http.aclose()

    async def send(self, author: Client, channel: UUID, message: UUID, body: str) -> int:
        """Send one message, again and again under the same id, for a minute at most."""
        began = time.monotonic()
        while time.monotonic() - began < 60:
            with contextlib.suppress(httpx2.TransportError):
                answer = await author.http.put(f"/api/v1/channels/{channel}/messages/{message}", json={"body": body})
                if answer.status_code == 200:
                    seq = int(answer.json()["seq"])
                    self.acknowledged[channel, message] = seq
                    self.slowest = max(self.slowest, time.monotonic() - began)
                    return seq
                self.refusals[answer.status_code] += 1
                assert answer.headers["content-type"] == "application/problem+json", answer.text
                assert answer.status_code == 503, answer.text
            await asyncio.sleep(0.1)
        raise AssertionError("a message was not taken for a minute")

    async def rows(self) -> list[Any]:
        return await self.live.sql(
            "SELECT channel_id, id, seq FROM message WHERE channel_id = ANY (:c) ORDER BY channel_id, seq",
            c=self.channels,
        )

    async def verify(self, listeners: list["Listener"]) -> None:
        """Nothing acknowledged is lost, doubled or reordered; every listener heard everything once, in order."""
        rows = await self.rows()
        stored = {(row.channel_id, row.id): row.seq for row in rows}
        assert len(stored) == len(rows)
        assert self.acknowledged.items() <= stored.items()
        for channel in self.channels:
            heads = await self.live.sql("SELECT head FROM stream WHERE name = :n", n=f"channel:{channel}")
            numbers = [row.seq for row in rows if row.channel_id == channel]
            assert numbers == list(range(1, heads[0].head + 1)), "the numbers of a channel have a gap or a double"
            for listener in listeners:
                await listener.reaches(f"channel:{channel}", heads[0].head)
                heard = [event for event in listener.events if event["stream"] == f"channel:{channel}"]
                assert [event["seq"] for event in heard] == numbers
                assert [UUID(event["data"]["id"]) for event in heard] == [
                    row.id for row in rows if row.channel_id == channel
                ]


class Listener:
    """A browser: comes back whenever it lost its socket, and says what it saw last."""

    def __init__(self, client: Client, streams: list[str]) -> None:
        self.client = client
        self.last = dict.fromkeys(streams, 0)
        self.events: list[dict[str, Any]] = []
        self.resumed = 0
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException, asyncio.TimeoutError):
                await self.client.connect()
                self.resumed += 1
                start = len(self.client.frames)
                for stream, last in self.last.items():
                    await self.client.say(op="subscribe", stream=stream, after=last)
                await self._hear(start)
            await asyncio.sleep(0.1)

    async def _hear(self, start: int) -> None:
        assert self.client.socket is not None
        while True:
            while start < len(self.client.frames):
                frame = self.client.frames[start]
                start += 1
                assert not frame.get("reset"), "what was missed was not replayed"
                if frame["op"] == "event":
                    self.events.append(frame)
                    self.last[frame["stream"]] = frame["seq"]
            if self.client.socket.close_code is not None:
                return
            await asyncio.sleep(0.02)

    async def reaches(self, stream: str, head: int, seconds: float = 10) -> None:
        async with asyncio.timeout(seconds):
            while self.last[stream] < head:
                assert not self._task.done(), self._task
                await asyncio.sleep(0.05)

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.client.close()


async def until(found: Callable[[], Awaitable[bool]], seconds: float, what: str) -> float:
    """Wait until it is so; how many seconds that took. Fails, naming `what`, when it takes longer than allowed."""
    began = time.monotonic()
    while not await found():
        assert time.monotonic() - began < seconds, f"after {seconds:.0f} s still not: {what}"
        await asyncio.sleep(0.1)
    return time.monotonic() - began


@asynccontextmanager
async def scene(server: Server, address: Postgres | EmbeddedAddress, channels: int = 2) -> AsyncIterator[Scene]:
    """The cast and channels in the database of a running server."""
    live = Live(address, DATABASE, server.data)
    cast = await world(live)
    made = Scene(live, cast, server.url, [])
    ana = await made.client(cast.ana)
    for number in range(channels):
        answer = await ana.http.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": f"Channel {number}"})
        assert answer.status_code == 201, answer.text
        made.channels.append(UUID(answer.json()["id"]))
    await ana.http.aclose()
    try:
        yield made
    finally:
        made.writing = False
        await live.engine.dispose()
