"""The WebSocket wire: one frame is made once and its bytes are written to every subscriber's transport."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode

TRANSPORT = "atalaya.transport"


class StreamProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, handing its transport to the application.

    Server frames are not masked and we do not compress, so the bytes of a frame are the same for every client.
    """

    async def run_asgi(self) -> None:
        cast(dict[str, Any], self.scope)[TRANSPORT] = self.transport
        await super().run_asgi()


def frame(text: str) -> bytes:
    """The bytes of one unfragmented text frame (RFC 6455 §5.2), unmasked as from a server."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def transport_of(scope: Any) -> asyncio.WriteTransport | None:
    """The connection's transport, or None under a server that does not hand it over."""
    return cast("asyncio.WriteTransport | None", scope.get(TRANSPORT))
