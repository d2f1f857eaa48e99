"""Asks clamd about a file before it is kept. Configured and silent means refused: it fails closed.

Speaks clamd's own INSTREAM command (clamd(8)): the bytes go over the connection, so clamd needs no access to
our files and may run in another container.
"""

import asyncio
import contextlib
import re
import struct
from collections.abc import AsyncIterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from atalaya_platform.http.wording import said

_CHUNK: Final = 64 * 1024
_MAX_REPLY: Final = 4096
_FOUND: Final = re.compile(r"stream: (.+) FOUND")
_SIGNATURE: Final = re.compile(r"[^\w.\-:/() ]")


class Status(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`name` is the malware's when infected; `reason` says for the log why there is no verdict."""

    status: Status
    name: str = ""
    reason: str = ""


class FileInfected(Exception):
    """clamd knows the content as malware."""

    def __init__(self, name: str) -> None:
        super().__init__(
            said(
                "The antivirus recognises {name} in this file, so it was not kept. "
                "To share it as a sample, put it into a .zip or .7z archive with a password.",
                name=name,
            )
        )
        self.name = name


class ScannerUnavailable(Exception):
    """An antivirus is configured but gives no verdict, so nothing is taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            said(
                "Files cannot be checked for malware at this moment, so none are taken. Your text is not affected; "
                "send the file again in some minutes."
            )
        )
        self.reason = reason


class Scanner(Protocol):
    """Anything that judges a stream of bytes. It never raises for what a file holds or a server does."""

    async def scan(self, chunks: AsyncIterable[bytes]) -> Verdict: ...


class ClamdScanner:
    """clamd at `host:port`, `[v6]:port` or `unix:/path`. Times are in seconds.

    `idle` bounds each wait for the server, `total` a whole scan: a large archive may take it a while.
    """

    def __init__(self, address: str, *, connect: float = 5.0, idle: float = 30.0, total: float = 120.0) -> None:
        self._path: str | None = None
        if address.startswith("unix:"):
            self._path = address.removeprefix("unix:")
        else:
            host, _, port = address.rpartition(":")
            if not host or not port.isdigit():
                raise ValueError(f"clamd is given as host:port or unix:/path, not {address!r}")
            self._host, self._port = host.strip("[]"), int(port)
        self._connect, self._idle, self._total = connect, idle, total

    async def scan(self, chunks: AsyncIterable[bytes]) -> Verdict:
        """The verdict on these bytes, in one connection."""
        try:
            async with asyncio.timeout(self._total):
                return _judge(await self._ask(b"zINSTREAM\0", chunks))
        except TimeoutError:
            return Verdict(Status.UNAVAILABLE, reason="clamd did not answer in time")
        except OSError as error:
            return Verdict(Status.UNAVAILABLE, reason=f"clamd cannot be reached: {error.strerror or error}")

    async def version(self) -> str | None:
        """clamd's version and the date of its signatures, for `doctor`; nothing when it does not answer."""
        try:
            async with asyncio.timeout(self._connect + self._idle):
                return await self._ask(b"zVERSION\0", None) or None
        except OSError:  # a timeout is one too
            return None

    async def _ask(self, command: bytes, chunks: AsyncIterable[bytes] | None) -> str:
        async with asyncio.timeout(self._connect):
            if self._path is not None:
                reader, writer = await asyncio.open_unix_connection(self._path, limit=_MAX_REPLY)
            else:
                reader, writer = await asyncio.open_connection(self._host, self._port, limit=_MAX_REPLY)
        try:
            writer.write(command)
            if chunks is not None:
                # clamd closes early when the file exceeds its limit; what it said before that is worth reading.
                with contextlib.suppress(ConnectionError):
                    await self._send(writer, chunks)
            async with asyncio.timeout(self._idle):
                return await _reply(reader)
        finally:
            writer.transport.abort()  # closing would wait until a deaf server has read what is still to be sent
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _send(self, writer: asyncio.StreamWriter, chunks: AsyncIterable[bytes]) -> None:
        async for chunk in chunks:
            for start in range(0, len(chunk), _CHUNK):
                piece = chunk[start : start + _CHUNK]
                writer.write(struct.pack(">I", len(piece)) + piece)
                async with asyncio.timeout(self._idle):
                    await writer.drain()
        writer.write(struct.pack(">I", 0))
        await writer.drain()


async def _reply(reader: asyncio.StreamReader) -> str:
    try:
        data = await reader.readuntil(b"\0")
    except asyncio.IncompleteReadError as error:
        data = error.partial
    except asyncio.LimitOverrunError:
        return ""
    return data.rstrip(b"\0\n").decode("utf-8", "replace")


def _judge(reply: str) -> Verdict:
    """Only clamd's exact words for clean are clean."""
    if reply == "stream: OK":
        return Verdict(Status.CLEAN)
    found = _FOUND.fullmatch(reply)
    if found:
        return Verdict(Status.INFECTED, name=_SIGNATURE.sub("?", found[1])[:120])
    return Verdict(Status.UNAVAILABLE, reason=f"clamd answered {reply[:200]!r}" if reply else "clamd said nothing")


def scanner_at(address: str | None) -> ClamdScanner | None:
    """The configured scanner, or nothing when the installation has none."""
    return ClamdScanner(address) if address else None


async def admit(scanner: Scanner | None, chunks: AsyncIterable[bytes]) -> Verdict | None:
    """Let clean files pass, and all of them where no scanner is configured (then the verdict is nothing).

    Raises `FileInfected` or `ScannerUnavailable`.
    """
    if scanner is None:
        return None
    verdict = await scanner.scan(chunks)
    if verdict.status is Status.INFECTED:
        raise FileInfected(verdict.name)
    if verdict.status is not Status.CLEAN:
        raise ScannerUnavailable(verdict.reason)
    return verdict
