"""The hub of one process: who listens to which stream, and the gapless, ordered delivery to them."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime
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
from atalaya_platform.realtime.wire import frame

log = structlog.get_logger(__name__)

SOCKETS = Gauge("atalaya_sockets", "Open WebSockets.")
DELIVERED = Counter("atalaya_deliveries_total", "Events written to subscribers.")

LOOK_SECONDS = 1.0
"""How often stream heads are compared with the database, in case a wake-up was lost."""
HOLD_SECONDS = 0.05
"""How long an event that arrived too early waits for the one before it, until that is looked up."""
BATCH = 200
SIGNED_OUT = 4401

_AFTER = text("SELECT seq, type, at, data FROM stream_events_after(:stream, :after, :most)")
_ENDED = text(
    "SELECT id FROM sign_in_session WHERE id = ANY (:ids) AND (ended_at IS NOT NULL OR expires_at < now())"
)
_HEADS = text("SELECT name, head FROM stream_heads(:names)")


def event_text(stream: str, seq: int, kind: str, at: datetime, data: Any) -> str:
    """An event as browsers get it."""
    return orjson.dumps(
        {"op": "event", "stream": stream, "seq": seq, "type": kind, "at": at.isoformat(), "data": data}, default=str
    ).decode()


class Subscribers:
    """One stream in this process: its listeners, the last number delivered, and events that came too early."""

    def __init__(self, last: int) -> None:
        self.connections: set[Connection] = set()
        self.last = last
        self.early: dict[int, bytes] = {}
        self.lock = asyncio.Lock()
        self.looking: asyncio.Task[None] | None = None


class Hub:
    """Fan-out for one process. Access is decided when subscribing (see `socket.py`) and revoked through `revoke`."""

    def __init__(self, database: Database, backplane: Backplane) -> None:
        self.database = database
        self.backplane = backplane
        self.identity = str(new_id())
        self.streams: dict[str, Subscribers] = {}
        self.connections: set[Connection] = set()
        self._background: set[asyncio.Task[Any]] = set()
        self._reconciler: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.backplane.start(self._receive)
        self._reconciler = asyncio.create_task(self._reconcile())

    async def stop(self) -> None:
        if self._reconciler:
            self._reconciler.cancel()
            await asyncio.gather(self._reconciler, return_exceptions=True)
        for connection in list(self.connections):
            connection.close(1012, "the server restarts")
        await self.backplane.stop()

    # Connections

    def join(self, connection: Connection) -> None:
        self.connections.add(connection)
        SOCKETS.set(len(self.connections))

    def leave(self, connection: Connection) -> None:
        self.connections.discard(connection)
        for stream in list(connection.streams):
            self.unsubscribe(connection, stream)
        SOCKETS.set(len(self.connections))

    def unsubscribe(self, connection: Connection, stream: str) -> None:
        connection.streams.discard(stream)
        subscribers = self.streams.get(stream)
        if subscribers:
            subscribers.connections.discard(connection)
            if not subscribers.connections:
                del self.streams[stream]

    async def subscribe(self, connection: Connection, stream: str, head: int, after: int | None) -> None:
        """Add a listener whose access was checked while the stream's head was `head`, and replay since `after`.

        The listener joins under the stream's delivery lock, so that what was replayed and what is delivered from
        then on meet without a gap and without an overlap.
        """
        subscribers = self.streams.setdefault(stream, Subscribers(head))
        async with subscribers.lock:
            if self.streams.setdefault(stream, subscribers) is not subscribers:
                return await self.subscribe(connection, stream, head, after)
            start = subscribers.last if after is None else min(after, subscribers.last)
            reset = after is not None and subscribers.last - after > BATCH
            answer: dict[str, Any] = {"op": "subscribed", "stream": stream, "head": subscribers.last}
            if reset:
                answer["reset"] = True
            connection.send(frame(orjson.dumps(answer).decode()))
            if not reset:
                for seq, payload in await self._load(stream, start, subscribers.last):
                    if seq <= subscribers.last:
                        connection.send(payload)
            self.streams[stream] = subscribers
            subscribers.connections.add(connection)
            connection.streams.add(stream)

    # Delivery

    async def committed(self, events: Sequence[LiveEvent], revoked: Revoked) -> None:
        """Fan out what has just become durable here, and wake the other processes."""
        if revoked:
            self.revoke(revoked)
        messages = []
        for event in events:
            payload = event_text(event.stream, event.seq, event.type, event.at, event.data)
            messages.append(orjson.dumps(
                {"from": self.identity, "stream": event.stream, "seq": event.seq, "text": payload}).decode())
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
        else:
            self._arrived(message["stream"], message["seq"], message["text"])

    def _arrived(self, stream: str, seq: int, payload: str) -> None:
        subscribers = self.streams.get(stream)
        if subscribers is None or seq <= subscribers.last or seq in subscribers.early:
            return
        subscribers.early[seq] = frame(payload)
        if subscribers.lock.locked():
            self._later(self._settle(stream, subscribers))
        else:
            self._drain(stream, subscribers)
        if subscribers.early and (subscribers.looking is None or subscribers.looking.done()):
            subscribers.looking = self._later(self._look_soon(stream, subscribers))

    def _drain(self, stream: str, subscribers: Subscribers) -> None:
        while (payload := subscribers.early.pop(subscribers.last + 1, None)) is not None:
            subscribers.last += 1
            for connection in tuple(subscribers.connections):
                connection.send(payload)
            DELIVERED.inc(len(subscribers.connections))

    async def _settle(self, stream: str, subscribers: Subscribers) -> None:
        async with subscribers.lock:
            self._drain(stream, subscribers)

    async def _look_soon(self, stream: str, subscribers: Subscribers) -> None:
        await asyncio.sleep(HOLD_SECONDS)
        if subscribers.early:
            await self._look_up(stream, subscribers)

    async def _look_up(self, stream: str, subscribers: Subscribers) -> None:
        async with subscribers.lock:
            for seq, payload in await self._load(stream, subscribers.last, None):
                subscribers.early.setdefault(seq, payload)
            for seq in [seq for seq in subscribers.early if seq <= subscribers.last]:
                del subscribers.early[seq]
            self._drain(stream, subscribers)

    async def _load(self, stream: str, after: int, upto: int | None) -> list[tuple[int, bytes]]:
        if upto is not None and after >= upto:
            return []
        async with self.database.unit() as session:
            rows = (await session.execute(_AFTER, {"stream": stream, "after": after, "most": BATCH * 5})).all()
        return [(row.seq, frame(event_text(stream, row.seq, row.type, row.at, row.data))) for row in rows]

    async def _reconcile(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self.connections:
                continue
            try:
                await self._close_ended()
                async with self.database.unit() as session:
                    rows = (await session.execute(_HEADS, {"names": list(self.streams)})).all()
                for name, head in rows:
                    subscribers = self.streams.get(name)
                    if subscribers and head > subscribers.last:
                        await self._look_up(name, subscribers)
            except Exception as error:
                log.warning("could not look for missed events", error=str(error))

    async def _close_ended(self) -> None:
        """Close the sockets of sessions that ended, also where the signal was lost."""
        sessions = {connection.session_id for connection in self.connections} - {None}
        async with self.database.system() as session:
            ended = set((await session.execute(_ENDED, {"ids": list(sessions)})).scalars())
        for connection in tuple(self.connections):
            if connection.session_id in ended:
                connection.close(SIGNED_OUT, "signed out")

    # Signals

    def _signalled(self, message: dict[str, Any]) -> None:
        kind = message["signal"]
        if kind == "revoke":
            self._revoke(message)
        elif kind in ("typing", "presence"):
            payload = frame(orjson.dumps({"op": kind, **message["body"]}).decode())
            subscribers = self.streams.get(message["stream"])
            for connection in tuple(subscribers.connections) if subscribers else ():
                if str(connection.person_id) != message["body"].get("person"):
                    connection.send(payload)

    def revoke(self, revoked: Revoked) -> None:
        """End the sockets of revoked sessions; check the subscriptions of the others that are named."""
        self.signal(
            "revoke",
            persons=[str(person) for person in revoked.persons],
            sessions=[str(session) for session in revoked.sessions],
            streams=list(revoked.streams),
        )

    def _revoke(self, message: dict[str, Any]) -> None:
        for connection in tuple(self.connections):
            if str(connection.session_id) in message["sessions"]:
                connection.close(SIGNED_OUT, "signed out")
            elif str(connection.person_id) in message["persons"] or connection.streams & set(message["streams"]):
                self._later(self._check(connection))

    async def _check(self, connection: Connection) -> None:
        with contextlib.suppress(Exception):
            allowed = await connection.readable_streams()
            for stream in connection.streams - allowed:
                self.unsubscribe(connection, stream)
                connection.send(frame(orjson.dumps({"op": "revoked", "stream": stream}).decode()))
            return
        connection.close(1013, "access could not be checked; reconnect")

    def _later(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task
