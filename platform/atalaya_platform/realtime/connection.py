"""One browser's WebSocket as the hub sees it: bounded, never waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.websockets import WebSocket, WebSocketState

from atalaya_platform.realtime.wire import transport_of

BUFFER_LIMIT = 1 << 20
"""Bytes that may wait for a slow reader before it is dropped; it resumes where it was."""
TRY_AGAIN_LATER = 1013

Readable = Callable[[frozenset[str]], Awaitable[tuple[dict[str, int], frozenset[str]]]]
"""Of these streams, those that the connection's person may read now, with their last numbers; and the communities that
hold the person now."""


class Connection:
    """Writes frames straight to the transport; a reader that does not keep up is closed with 1013.

    `communities` decides whose presence it hears of. `held` are streams that are being checked again: where each
    stood when delivery stopped, until it is known whether it goes on. `checks` counts those checks.
    """

    def __init__(
        self,
        socket: WebSocket,
        person_id: UUID,
        session_id: UUID | None,
        readable: Readable,
        communities: frozenset[str] = frozenset(),
    ) -> None:
        self.socket = socket
        self.person_id = person_id
        self.session_id = session_id
        self.communities = communities
        self.streams: set[str] = set()
        self.held: dict[str, int] = {}
        self.checks = 0
        self.presence = "active"
        self.shows_presence = True
        self.closing = False
        self.readable = readable
        self._transport = transport_of(socket.scope)
        self._closer: asyncio.Task[None] | None = None

    def send(self, payload: bytes) -> None:
        """Hand over one frame. Never blocks; drops the connection when too much is waiting."""
        transport = self._transport
        if self.closing or transport is None or transport.is_closing():
            return
        if transport.get_write_buffer_size() > BUFFER_LIMIT:
            self.close(TRY_AGAIN_LATER, "too slow; reconnect to resume")
            return
        transport.write(payload)

    def close(self, code: int, reason: str) -> None:
        """Close once; a reader whose buffer is full is cut off, since a close frame would only wait behind it."""
        if self.closing:
            return
        self.closing = True
        transport = self._transport
        if transport is not None and transport.get_write_buffer_size() > BUFFER_LIMIT:
            transport.abort()
            return
        self._closer = asyncio.create_task(self._close(code, reason))

    async def settled(self) -> None:
        """Wait until the close frame is on its way, so that the reason for closing arrives."""
        if self._closer is not None:
            await self._closer

    async def _close(self, code: int, reason: str) -> None:
        if self.socket.application_state is WebSocketState.CONNECTED:
            await self.socket.close(code, reason)
