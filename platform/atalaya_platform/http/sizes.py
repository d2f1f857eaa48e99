"""A ceiling on request bodies, so that nobody fills the server's memory."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as RoutingError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atalaya_platform.http.refusing import refuse
from atalaya_platform.http.wording import said

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
            detail = said("Send at most {size} MiB at once. Longer things go up as files.", size=self.limit >> 20)
            slug, closing = "request-entity-too-large", [(b"connection", b"close")]
            await refuse(scope, send, 413, slug, "Request Entity Too Large", detail, closing)
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
