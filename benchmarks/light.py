"""Light WebSocket clients: hundreds in one process, which count frames and look for one mark in them."""

import asyncio
import contextlib
import time
from array import array
from collections.abc import Callable
from typing import cast

MARK = b"t="
TEXT, PING, PONG = 0x81, 0x89, 0x8A
"""The first byte of a whole frame, by its kind."""


class Reader(asyncio.Protocol):
    """Counts text frames after the first (the server's answer), and notes how old marked ones are.

    A mark is `t=<seconds of this machine's monotonic clock>;` within the text.
    """

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd = crowd
        self.left = b""
        self.open = False
        self.ready = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.WriteTransport, transport)
        self.transport.write(self.crowd.request)

    def data_received(self, data: bytes) -> None:
        data = self.left + data if self.left else data
        at = 0
        if not self.open:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self.left = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                raise RuntimeError(data[:200].decode(errors="replace"))
            self.open = True
            at = end + 4
            self.transport.write(masked(self.crowd.hello))
        size = len(data)
        while size - at >= 2:
            length, start = data[at + 1], at + 2
            if length == 126:
                length, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif length == 127:
                length, start = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if start + length > size:
                break
            if data[at] == TEXT:
                self._frame(data, start, start + length)
            elif data[at] == PING:
                self.transport.write(masked(data[start : start + length], PONG))
            at = start + length
        self.left = data[at:]

    def _frame(self, data: bytes, start: int, end: int) -> None:
        if not self.ready:
            if data.find(b"subscribed", start, end) >= 0:
                self.ready = True
                self.crowd.joined()
            return
        if data.find(b'"event"', start, end) < 0:
            return
        self.crowd.received += 1
        self.crowd.last = time.monotonic()
        if self.crowd.marks:
            mark = data.find(MARK, start, end)
            if mark >= 0:
                sent = float(data[mark + 2 : data.find(b";", mark)])
                self.crowd.ages.append(self.crowd.last - sent)

    def connection_lost(self, error: Exception | None) -> None:
        self.crowd.lost += 1


class Ages:
    """How old deliveries were, counted in tenths of a millisecond: millions of them take no more room than a few."""

    STEP = 0.0001
    MOST = 600_000

    def __init__(self) -> None:
        self._counts = array("Q", bytes(8 * (self.MOST + 1)))
        self.count = 0
        self.longest = 0.0

    def append(self, seconds: float) -> None:
        self._counts[min(self.MOST, int(seconds / self.STEP))] += 1
        self.count += 1
        self.longest = max(self.longest, seconds)

    def at(self, part: float) -> float | None:
        """The age that this part of them does not exceed, e.g. 0.99, in seconds."""
        wanted = self.count * part
        seen = 0
        for number, count in enumerate(self._counts):
            seen += count
            if count and seen >= wanted:
                return (number + 1) * self.STEP
        return None


class Crowd:
    """Many readers of one address."""

    def __init__(self, host: str, port: int, cookie: str, hello: bytes, *, marks: bool) -> None:
        self.host, self.port, self.hello, self.marks = host, port, hello, marks
        self.request = (
            f"GET /api/v1/stream HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Origin: http://{host}:{port}\r\nCookie: atalaya={cookie}\r\n\r\n"
        ).encode()
        self.received = self.lost = self.ready = 0
        self.last = 0.0
        self.ages = Ages()
        self._joined = asyncio.Event()

    def joined(self) -> None:
        self.ready += 1
        self._joined.set()

    async def gather(self, size: int) -> None:
        """Connect, some at a time, and wait until all are subscribed."""
        loop = asyncio.get_running_loop()
        for number in range(size):
            await loop.create_connection(lambda: Reader(self), self.host, self.port)
            while self.ready < number - 20:
                self._joined.clear()
                await self._joined.wait()
        while self.ready < size:
            self._joined.clear()
            await self._joined.wait()

    async def receive(self, frames: int, seconds: float) -> None:
        """Wait until so many frames came in all; or until the time is over."""
        with contextlib.suppress(TimeoutError):
            await until(lambda: self.received >= frames, seconds)


async def until(true: Callable[[], bool], seconds: float) -> None:
    """Look every twenty milliseconds whether something holds; raises TimeoutError."""
    for _ in range(int(seconds * 50)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def masked(text: bytes, opcode: int = TEXT) -> bytes:
    """A client's frame; the mask is zero, since nothing between the two could be confused by it."""
    if len(text) < 126:
        return bytes([opcode, 0x80 | len(text), 0, 0, 0, 0]) + text
    return bytes([opcode, 0xFE]) + len(text).to_bytes(2) + bytes(4) + text
