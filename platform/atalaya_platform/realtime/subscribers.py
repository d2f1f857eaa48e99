"""One stream in one process: who listens, what was delivered, and what came too early."""

import asyncio

from atalaya_platform.realtime.connection import Connection


class Subscribers:
    """Listeners of a stream. Whoever changes `last` for more than one step, or joins, holds `lock` meanwhile.

    `last` is the number delivered last, and `audience` whose the stream was when last looked at. `early` are frames
    that wait for those before them. `joining` counts those who wait for the lock to become listeners, so that the
    stream is not forgotten under them.
    """

    def __init__(self, last: int) -> None:
        self.connections: set[Connection] = set()
        self.last = last
        self.audience: str | None = None
        self.early: dict[int, bytes] = {}
        self.lock = asyncio.Lock()
        self.looking: asyncio.Task[None] | None = None
        self.joining = 0

    @property
    def idle(self) -> bool:
        return not self.connections and not self.joining

    def drain(self) -> int:
        """Deliver what is next in order; how many frames were written."""
        written = 0
        while (payload := self.early.pop(self.last + 1, None)) is not None:
            self.last += 1
            for connection in tuple(self.connections):
                connection.send(payload)
            written += len(self.connections)
        return written

    def take(self, found: list[tuple[int, bytes]]) -> None:
        """Add what was looked up, and forget what has been delivered meanwhile."""
        for seq, payload in found:
            self.early.setdefault(seq, payload)
        for seq in [seq for seq in self.early if seq <= self.last]:
            del self.early[seq]
