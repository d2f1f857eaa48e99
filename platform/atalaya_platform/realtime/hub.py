"""The hub of one process: who listens to which stream, and the gapless, ordered delivery to them."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog
from prometheus_client import Counter, Gauge
from sqlalchemy import text

from atalaya_platform.database.session import Database
from atalaya_platform.events.ledger import LiveEvent, Revoked
from atalaya_platform.ids import new_id
from atalaya_platform.realtime.backplane import Backplane
from atalaya_platform.realtime.connection import Connection
from atalaya_platform.realtime.guard import Guard
from atalaya_platform.realtime.presence import Presence
from atalaya_platform.realtime.subscribers import Subscribers
from atalaya_platform.realtime.wire import frame

log = structlog.get_logger(__name__)

SOCKETS = Gauge("atalaya_sockets", "Open WebSockets.")
DELIVERED = Counter("atalaya_deliveries_total", "Events written to subscribers.")

LOOK_SECONDS = 1.0
"""How often stream heads and audiences are compared with the database, in case a wake-up or a signal was lost."""
HOLD_SECONDS = 0.05
"""How long an event that arrived too early waits for the one before it, until that is looked up."""
REPLAY_LIMIT = 200
"""Who has missed more than this loads the page afresh instead."""
LOOK_UP_LIMIT = 1000
CARRIED = 6000
"""Bytes of an event that the backplane carries; of a longer one it carries only that there is one."""

_AFTER = text("SELECT seq, type, at, data FROM stream_events_after(:stream, :after, :most)")
_HEADS = text("SELECT name, head, audience FROM stream_heads(:names)")
_INSTALLATION = text(
    "SELECT system_identifier || '-' || (SELECT oid FROM pg_database WHERE datname = current_database())"
    " FROM pg_control_system()"
)


def event_text(stream: str, seq: int, kind: str, at: datetime, data: Any) -> str:
    """An event as browsers get it."""
    return orjson.dumps(
        {"op": "event", "stream": stream, "seq": seq, "type": kind, "at": at.isoformat(), "data": data}, default=str
    ).decode()


class Hub:
    """Fan-out for one process. Access is decided when subscribing (see `socket.py`); `guard` takes it away again.

    `idle` is how long a session lives that nobody uses; its socket lives no longer.
    """

    def __init__(self, database: Database, backplane: Backplane, idle: timedelta = timedelta(hours=1)) -> None:
        self.database = database
        self.backplane = backplane
        self.idle = idle
        self.identity = str(new_id())
        self.streams: dict[str, Subscribers] = {}
        self.connections: set[Connection] = set()
        self.guard = Guard(self)
        self.presence = Presence(self)
        self._background: set[asyncio.Task[Any]] = set()
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        async with self.database.unit() as session:
            installation = str((await session.execute(_INSTALLATION)).scalar_one())
        await self.backplane.start(self._receive, installation)
        self._loops = [asyncio.create_task(self._reconcile()), asyncio.create_task(self.presence.keep_fresh())]

    async def stop(self) -> None:
        for task in self._loops:
            task.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self.presence.leave_all()
        for connection in list(self.connections):
            connection.close(1012, "the server restarts")
        await asyncio.sleep(0)
        await self.backplane.stop()

    # Connections

    def join(self, connection: Connection) -> None:
        self.connections.add(connection)
        SOCKETS.set(len(self.connections))
        self.presence.changed(connection.person_id)

    def leave(self, connection: Connection) -> None:
        self.connections.discard(connection)
        connection.closing = True
        connection.checks += 1
        for stream in list(connection.streams):
            self.unsubscribe(connection, stream)
        SOCKETS.set(len(self.connections))
        self.presence.changed(connection.person_id)

    def unsubscribe(self, connection: Connection, stream: str) -> None:
        connection.streams.discard(stream)
        connection.held.pop(stream, None)
        subscribers = self.streams.get(stream)
        if subscribers:
            subscribers.connections.discard(connection)
            self._forget_if_idle(stream, subscribers)

    def _forget_if_idle(self, stream: str, subscribers: Subscribers) -> None:
        if subscribers.idle and self.streams.get(stream) is subscribers:
            del self.streams[stream]

    async def subscribe(
        self, connection: Connection, stream: str, head: int, after: int | None, *, again: bool = False
    ) -> None:
        """Add a listener whose access was checked while the stream's head was `head`, and replay since `after`.

        The listener joins under the stream's delivery lock, so that what was replayed and what is delivered from
        then on meet without a gap and without an overlap. `again` says nothing to a listener who never left.
        """
        subscribers = self.streams.get(stream)
        if subscribers is None:
            subscribers = self.streams[stream] = Subscribers(head)
            self.later(self._look_up(stream, subscribers))  # for what was said between the check and now
        subscribers.joining += 1
        try:
            async with subscribers.lock:
                if max(head, after or 0) > subscribers.last:
                    await self._catch_up(stream, subscribers)
                await self._replay(connection, stream, subscribers, after, again)
                if not connection.closing:
                    subscribers.connections.add(connection)
                    connection.streams.add(stream)
        finally:
            subscribers.joining -= 1
            self._forget_if_idle(stream, subscribers)

    async def _replay(
        self, connection: Connection, stream: str, subscribers: Subscribers, after: int | None, again: bool
    ) -> None:
        last = subscribers.last
        start = last if after is None else min(after, last)
        reset = after is not None and (last - after > REPLAY_LIMIT or after > last)
        missed = [] if reset else await self._load(stream, start, last)
        if len(missed) < last - start:
            reset, missed = True, []  # the first of them are kept no longer
        if not again or reset:
            answer: dict[str, Any] = {"op": "subscribed", "stream": stream, "head": last}
            if reset:
                answer["reset"] = True
            connection.send(frame(orjson.dumps(answer).decode()))
        for seq, payload in missed:
            if seq <= last:
                connection.send(payload)

    # Delivery

    async def committed(self, events: Sequence[LiveEvent], revoked: Revoked) -> None:
        """Fan out what has just become durable here, and wake the other processes."""
        if revoked:
            self.guard.revoke(revoked)
        messages = []
        for event in events:
            payload = event_text(event.stream, event.seq, event.type, event.at, event.data)
            message = {"from": self.identity, "stream": event.stream, "seq": event.seq}
            if len(payload) <= CARRIED:
                message["text"] = payload
            messages.append(orjson.dumps(message).decode())
            self._arrived(event.stream, event.seq, payload)
        if messages:
            self.backplane.send(messages)

    def signal(self, kind: str, **values: Any) -> None:
        """Tell every process, this one too, something that is not kept: typing, presence, revocation."""
        message = {"from": self.identity, "signal": kind, **values}
        self._signalled(message)
        self.backplane.send([orjson.dumps(message, default=str).decode()])

    async def _receive(self, raw: str) -> None:
        message = orjson.loads(raw)
        if message.get("from") == self.identity:
            return
        if "signal" in message:
            self._signalled(message)
        elif "text" in message:
            self._arrived(message["stream"], message["seq"], message["text"])
        elif subscribers := self.streams.get(message["stream"]):
            self.later(self._look_up(message["stream"], subscribers))

    def _arrived(self, stream: str, seq: int, payload: str) -> None:
        subscribers = self.streams.get(stream)
        if subscribers is None or seq <= subscribers.last or seq in subscribers.early:
            return
        subscribers.early[seq] = frame(payload)
        if subscribers.lock.locked():
            self.later(self._settle(subscribers))
        else:
            DELIVERED.inc(subscribers.drain())
        if subscribers.early and (subscribers.looking is None or subscribers.looking.done()):
            subscribers.looking = self.later(self._look_soon(stream, subscribers))

    async def _settle(self, subscribers: Subscribers) -> None:
        async with subscribers.lock:
            DELIVERED.inc(subscribers.drain())

    async def _look_soon(self, stream: str, subscribers: Subscribers) -> None:
        await asyncio.sleep(HOLD_SECONDS)
        if subscribers.early:
            await self._look_up(stream, subscribers)

    async def _look_up(self, stream: str, subscribers: Subscribers) -> None:
        async with subscribers.lock:
            await self._catch_up(stream, subscribers)

    async def _catch_up(self, stream: str, subscribers: Subscribers) -> None:
        subscribers.take(await self._load(stream, subscribers.last, None))
        DELIVERED.inc(subscribers.drain())

    async def _load(self, stream: str, after: int, upto: int | None) -> list[tuple[int, bytes]]:
        if upto is not None and after >= upto:
            return []
        async with self.database.unit() as session:
            values = {"stream": stream, "after": after, "most": LOOK_UP_LIMIT}
            rows = (await session.execute(_AFTER, values)).all()
        return [(row.seq, frame(event_text(stream, row.seq, row.type, row.at, row.data))) for row in rows]

    async def _reconcile(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self.connections:
                continue
            try:
                await self.guard.sweep()
                async with self.database.unit() as session:
                    rows = (await session.execute(_HEADS, {"names": list(self.streams)})).all()
                for name, head, audience in rows:
                    subscribers = self.streams.get(name)
                    if subscribers is None:
                        continue
                    if subscribers.audience not in (None, audience):
                        self.guard.doubt(streams=[name])
                    subscribers.audience = audience
                    if head > subscribers.last:
                        await self._look_up(name, subscribers)
            except Exception as error:
                log.warning("could not look for missed events", error=str(error))

    # Signals

    def _signalled(self, message: dict[str, Any]) -> None:
        kind = message["signal"]
        if kind == "revoke":
            self.guard.revoked(message)
            self.later(self.presence.look_again(message["persons"]))
        elif kind == "presence":
            self.presence.heard(message)
        elif kind == "typing":
            self._typed(message["body"])

    def _typed(self, body: dict[str, Any]) -> None:
        subscribers = self.streams.get(body["stream"])
        if subscribers is None:
            return
        payload = frame(orjson.dumps({"op": "typing", **body}).decode())
        for connection in tuple(subscribers.connections):
            if str(connection.person_id) != body["person"]:
                connection.send(payload)

    def later(self, work: Any) -> asyncio.Task[Any]:
        """Run something beside, without losing sight of it."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("live work failed; the next look-up repeats it", error=str(error))
