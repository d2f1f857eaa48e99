"""One browser's WebSocket as the hub sees it: bounded, never waited for."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from atalaya_platform.realtime.wire import transport_of

BUFFER_LIMIT = 1 << 20
"""Bytes that may wait for a slow reader before it is dropped; it resumes where it was."""
TRY_AGAIN_LATER = 1013
TOO_SLOW = "too slow; reconnect to resume"
LINGER_SECONDS = 10.0
"""How long a reader may take to read what waits for it, and then why it was closed, before it is cut off."""

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
            self.close(TRY_AGAIN_LATER, TOO_SLOW)
            return
        transport.write(payload)

    def close(self, code: int, reason: str, *, linger: float = LINGER_SECONDS) -> None:
        """Close once: nothing more is sent, and the close frame waits behind what is not read yet.

        Whoever has not read it `linger` seconds later is cut off.
        """
        if self.closing:
            return
        self.closing = True
        if self._transport is not None:
            asyncio.get_running_loop().call_later(linger, self._transport.abort)
        self._closer = asyncio.create_task(self._close(code, reason))

    async def settled(self) -> None:
        """Wait until the close frame is on its way, so that the reason for closing arrives."""
        if self._closer is not None:
            await self._closer

    async def _close(self, code: int, reason: str) -> None:
        if self.socket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(RuntimeError, OSError, WebSocketDisconnect):  # cut off meanwhile
                await self.socket.close(code, reason)
