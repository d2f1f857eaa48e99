"""`/api/v1/stream`: one WebSocket per browser; subscribing checks access, and the socket never holds a session."""

import time
from datetime import timedelta
from typing import Annotated, Any, Literal

import orjson
import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from sqlalchemy import text

from atalaya_platform.access.caller import Caller, caller_from
from atalaya_platform.database.session import open_api_token, open_person, open_session
from atalaya_platform.http.dependencies import cookie_name, hashed
from atalaya_platform.realtime.connection import Connection
from atalaya_platform.realtime.wire import frame
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)
router = APIRouter()

MESSAGES_PER_SECOND = 50
POLICY_VIOLATION = 1008
NOT_SIGNED_IN = 4401

_READABLE = text("SELECT name, head FROM stream WHERE name = ANY (:names)")
AUDIENCES = ("person:", "strict:", "amber:", "community:", "clear")


class Subscribe(BaseModel):
    op: Literal["subscribe"]
    stream: str = Field(max_length=120)
    after: int | None = Field(None, ge=0)


class Unsubscribe(BaseModel):
    op: Literal["unsubscribe"]
    stream: str = Field(max_length=120)


class Typing(BaseModel):
    op: Literal["typing"]
    stream: str = Field(max_length=120)


class Presence(BaseModel):
    op: Literal["presence"]
    state: Literal["active", "away", "invisible"]


class Ping(BaseModel):
    op: Literal["ping"]


Message = Annotated[Subscribe | Unsubscribe | Typing | Presence | Ping, Field(discriminator="op")]
_messages: TypeAdapter[Subscribe | Unsubscribe | Typing | Presence | Ping] = TypeAdapter(Message)


def _say(connection: Connection, **values: Any) -> None:
    connection.send(frame(orjson.dumps(values, default=str).decode()))


class Rate:
    """A token bucket for what one socket may send."""

    def __init__(self, per_second: int) -> None:
        self.per_second = per_second
        self.tokens = float(per_second)
        self.at = time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self.tokens = min(self.per_second, self.tokens + (now - self.at) * self.per_second)
        self.at = now
        self.tokens -= 1
        return self.tokens >= 0


async def _identify(socket: WebSocket, runtime: Runtime) -> Caller | None:
    idle = timedelta(minutes=runtime.settings.session_idle_minutes)
    cookie = socket.cookies.get(cookie_name(runtime))
    scheme, _, credential = socket.headers.get("authorization", "").partition(" ")
    async with runtime.database.unit() as session:
        if scheme.lower() == "bearer" and credential:
            row = await open_api_token(session, hashed(credential), reading=True)
        elif cookie:
            row = await open_session(session, hashed(cookie), idle, reading=True)
        else:
            row = None
    if not row or "person_id" not in row:
        return None
    return caller_from(row, runtime.registry.grants)


def _trusted_origin(socket: WebSocket, runtime: Runtime) -> bool:
    origin = socket.headers.get("origin")
    if origin is None:
        return "authorization" in socket.headers or "cookie" not in socket.headers or runtime.settings.on_loopback
    return origin in runtime.settings.origins


async def _readable(runtime: Runtime, caller: Caller, names: frozenset[str]) -> dict[str, int]:
    """Of these streams, those that the person may read now, with their heads."""
    async with runtime.database.unit() as session:
        row = await open_person(session, caller.person_id, strong=caller.strong, reading=True)
        if row is None:
            return {}
        rows = (await session.execute(_READABLE, {"names": list(names)})).all()
    found = {name: head for name, head in rows}
    held = set(row["tokens"])
    for name in names - set(found):
        if name.startswith(AUDIENCES) and name in held:
            found[name] = 0
    return found


@router.websocket("/api/v1/stream")
async def stream(socket: WebSocket) -> None:
    """Live updates. Closes with 4401 when not signed in, 1008 for foreign pages and for floods."""
    runtime: Runtime = socket.app.state.runtime
    if not _trusted_origin(socket, runtime):
        await socket.close(POLICY_VIOLATION, "foreign origin")
        return
    caller = await _identify(socket, runtime)
    await socket.accept()
    if caller is None:
        await socket.close(NOT_SIGNED_IN, "sign in first")
        return

    async def readable(names: frozenset[str]) -> frozenset[str]:
        return frozenset(await _readable(runtime, caller, names))

    connection = Connection(socket, caller.person_id, caller.session_id, readable)
    runtime.hub.join(connection)
    rate = Rate(MESSAGES_PER_SECOND)
    try:
        while True:
            raw = await socket.receive_text()
            if not rate.take():
                connection.close(POLICY_VIOLATION, "too many messages; slow down")
                break
            try:
                message = _messages.validate_json(raw)
            except ValidationError:
                _say(connection, op="error", detail="This message was not understood.")
                continue
            await _act(runtime, caller, connection, message)
    except (WebSocketDisconnect, KeyError, RuntimeError):
        pass
    finally:
        runtime.hub.leave(connection)
        if connection.presence != "invisible":
            _tell_presence(runtime, caller, connection, "offline")


async def _act(runtime: Runtime, caller: Caller, connection: Connection, message: Any) -> None:
    hub = runtime.hub
    if isinstance(message, Ping):
        _say(connection, op="pong")
    elif isinstance(message, Subscribe):
        name = f"person:{caller.person_id}" if message.stream == "me" else message.stream
        found = await _readable(runtime, caller, frozenset({name}))
        if name in found:
            await hub.subscribe(connection, name, found[name], message.after)
        else:
            _say(connection, op="refused", stream=message.stream)
    elif isinstance(message, Unsubscribe):
        hub.unsubscribe(connection, message.stream)
    elif isinstance(message, Typing) and message.stream in connection.streams:
        hub.signal("typing", stream=message.stream, body={
            "stream": message.stream, "person": str(caller.person_id), "name": caller.name})
    elif isinstance(message, Presence):
        _tell_presence(runtime, caller, connection, message.state)
        connection.presence = message.state


def _tell_presence(runtime: Runtime, caller: Caller, connection: Connection, state: str) -> None:
    shown = "offline" if state == "invisible" else state
    for name in caller.tokens:
        if name.startswith("community:"):
            runtime.hub.signal("presence", stream=name, body={"person": str(caller.person_id), "state": shown})
