"""`/api/v1/stream`: one WebSocket per browser; subscribing checks access, and the socket never holds a session."""

import time
from datetime import timedelta
from typing import Annotated, Any, Literal

import orjson
import structlog
from fastapi import WebSocket, WebSocketDisconnect
from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy import text

from atalaya_platform.access.caller import Caller, caller_from
from atalaya_platform.database.session import open_person, open_session
from atalaya_platform.http.dependencies import cookie_name, hashed
from atalaya_platform.http.problems import NotFound, Problem
from atalaya_platform.http.routing import Router
from atalaya_platform.http.schema import Schema
from atalaya_platform.http.wording import language_of, said, wording_of
from atalaya_platform.realtime.connection import Connection
from atalaya_platform.realtime.wire import frame
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)
router = Router()
elsewhere = Router()
"""To be installed after everything that has sockets."""

MESSAGES_PER_SECOND = 50
BURST = 250
"""A page that opens subscribes to all its channels at once."""
MOST_STREAMS = 1000
POLICY_VIOLATION = 1008
UNSUPPORTED = 1003
NOT_SIGNED_IN = 4401

_READABLE = text("SELECT name, head FROM stream WHERE name = ANY (:names)")
_SHOWS_PRESENCE = text("SELECT show_presence FROM person WHERE id = :person")
AUDIENCES = ("person:", "strict:", "amber:", "community:", "clear")


NOT_YOURS = said("There is no such stream, or it is not shared with you.")
TOO_MANY = said("You listen to {most} streams. Leave some, then ask again.", most=MOST_STREAMS)


class ForeignOrigin(Problem):
    status = 403
    title = "Opened by another site"
    slug = "cross-site"


class Subscribe(Schema):
    op: Literal["subscribe"]
    stream: str = Field(max_length=120)
    after: int | None = Field(None, ge=0)


class Unsubscribe(Schema):
    op: Literal["unsubscribe"]
    stream: str = Field(max_length=120)


class Typing(Schema):
    op: Literal["typing"]
    stream: str = Field(max_length=120)


class Presence(Schema):
    op: Literal["presence"]
    state: Literal["active", "away", "invisible"]


class Ping(Schema):
    op: Literal["ping"]


Message = Annotated[Subscribe | Unsubscribe | Typing | Presence | Ping, Field(discriminator="op")]
_messages: TypeAdapter[Subscribe | Unsubscribe | Typing | Presence | Ping] = TypeAdapter(Message)


def _say(connection: Connection, **values: Any) -> None:
    """Send these values; the `detail` in the language that the browser asked for when it connected."""
    if "detail" in values:
        language = language_of(connection.socket)
        values["detail"] = wording_of(connection.socket.scope).say(values["detail"], language)
    connection.send(frame(orjson.dumps(values, default=str).decode()))


class Rate:
    """A token bucket for what one socket may send."""

    def __init__(self, per_second: int, burst: int) -> None:
        self.per_second = per_second
        self.burst = burst
        self.tokens = float(burst)
        self.at = time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.per_second)
        self.at = now
        self.tokens -= 1
        return self.tokens >= 0


async def _identify(socket: WebSocket, runtime: Runtime) -> tuple[Caller, bool] | None:
    """The caller, and whether others may see that the person is here.

    By a session only. A token may do what its scopes say, and a stream tells everything that its owner may read.
    """
    idle = timedelta(minutes=runtime.settings.session_idle_minutes)
    cookie = socket.cookies.get(cookie_name(runtime))
    async with runtime.database.unit() as session:
        row = await open_session(session, hashed(cookie), idle, reading=True) if cookie else None
        if not row or "person_id" not in row:
            return None
        caller = caller_from(row, runtime.registry.grants)
        shown = (await session.execute(_SHOWS_PRESENCE, {"person": caller.person_id})).scalar_one()
        return caller, bool(shown)


def _trusted_origin(socket: WebSocket, runtime: Runtime) -> bool:
    origin = socket.headers.get("origin")
    if origin is None:
        return "cookie" not in socket.headers or runtime.settings.on_loopback
    return origin in runtime.settings.origins


async def _readable(runtime: Runtime, caller: Caller, names: frozenset[str]) -> tuple[dict[str, int], frozenset[str]]:
    """Of these streams, those that the person may read now, with their heads; and the person's communities."""
    async with runtime.database.unit() as session:
        row = await open_person(session, caller.person_id, strong=caller.strong, reading=True)
        if row is None:
            return {}, frozenset()
        rows = (await session.execute(_READABLE, {"names": list(names)})).all()
    found = {row.name: row.head for row in rows}
    held = set(row["tokens"])
    for name in names - set(found):
        if name.startswith(AUDIENCES) and name in held:
            found[name] = 0
    return found, caller_from(row, runtime.registry.grants).communities


@router.websocket("/api/v1/stream")
async def stream(socket: WebSocket) -> None:
    """Live updates. Closes with 4401 when not signed in, which a page may only hear of an open socket; 1008 for floods.

    Foreign pages are refused before it opens, with a problem document.
    """
    runtime: Runtime = socket.app.state.runtime
    if not _trusted_origin(socket, runtime):
        raise ForeignOrigin("This did not come from Atalaya's own pages. Open Atalaya in its own window and try again.")
    identified = await _identify(socket, runtime)
    await socket.accept()
    if identified is None:
        await socket.close(NOT_SIGNED_IN, "sign in first")
        return
    caller, shown = identified

    async def readable(names: frozenset[str]) -> tuple[dict[str, int], frozenset[str]]:
        return await _readable(runtime, caller, names)

    connection = Connection(socket, caller.person_id, caller.session_id, readable, caller.communities)
    connection.shows_presence = shown
    runtime.hub.join(connection)
    try:
        await _listen(runtime, caller, connection)
    except (WebSocketDisconnect, RuntimeError):
        pass  # it is gone, or was closed from here
    finally:
        runtime.hub.leave(connection)
        await connection.settled()


@elsewhere.websocket("/{path:path}")
async def nothing_live(socket: WebSocket, path: str) -> None:
    """Every other address: refused with a problem document, where the router would close without a word."""
    raise NotFound("stream")


async def _listen(runtime: Runtime, caller: Caller, connection: Connection) -> None:
    rate = Rate(MESSAGES_PER_SECOND, BURST)
    while True:
        received = await connection.socket.receive()
        if received["type"] == "websocket.disconnect":
            return
        raw = received.get("text")
        if raw is None:
            connection.close(UNSUPPORTED, "text frames only")
            return
        if not rate.take():
            connection.close(POLICY_VIOLATION, "too many messages; slow down")
            return
        try:
            message = _messages.validate_json(raw)
        except ValidationError:
            _say(connection, op="error", detail=said("This message was not understood."))
            continue
        await _act(runtime, caller, connection, message)


async def _act(runtime: Runtime, caller: Caller, connection: Connection, message: Any) -> None:
    hub = runtime.hub
    if isinstance(message, Ping):
        _say(connection, op="pong")
    elif isinstance(message, Subscribe):
        name = _named(caller, message.stream)
        full = len(connection.streams) >= MOST_STREAMS and name not in connection.streams
        revocations = hub.guard.revocations
        found = {} if full else (await _readable(runtime, caller, frozenset({name})))[0]
        if name in found:
            hub.unsubscribe(connection, name)
            await hub.subscribe(connection, name, found[name], message.after)
            if revocations != hub.guard.revocations:
                await hub.guard.check(connection)
        else:
            _say(connection, op="refused", stream=message.stream, detail=TOO_MANY if full else NOT_YOURS)
    elif isinstance(message, Unsubscribe):
        hub.unsubscribe(connection, _named(caller, message.stream))
    elif isinstance(message, Typing) and message.stream in connection.streams:
        hub.signal("typing", body={"stream": message.stream, "person": str(caller.person_id), "name": caller.name})
    elif isinstance(message, Presence):
        connection.presence = message.state
        hub.presence.changed(caller.person_id)


def _named(caller: Caller, stream: str) -> str:
    """A stream's own name; `me` is short for the caller's."""
    return f"person:{caller.person_id}" if stream == "me" else stream
