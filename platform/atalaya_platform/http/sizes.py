"""A ceiling on request bodies, so that nobody fills the server's memory."""

from collections.abc import Iterable

import orjson
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as RoutingError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 2 << 20
"""Bytes of a request to anything but the addresses that read their body as a stream and bound it themselves."""


class LimitBodies:
    """Answers 413 to a body longer than that: at once when its length is declared, else as soon as it is passed."""

    def __init__(self, app: ASGIApp, streamed: Iterable[str] = (), limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.streamed = frozenset(streamed)
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self.streamed:
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and (len(declared) > 12 or int(declared) > self.limit):
            await self._refuse(scope, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.limit:
                raise RoutingError(413)
            return message

        await self.app(scope, counted, send)

    async def _refuse(self, scope: Scope, send: Send) -> None:
        body = orjson.dumps({
            "type": "/problems/request-entity-too-large",
            "title": "Request Entity Too Large",
            "status": 413,
            "detail": f"Send at most {self.limit >> 20} MiB at once. Longer things go up as files.",
            "request_id": scope.get("request_id"),
            "fields": {},
        })
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})
