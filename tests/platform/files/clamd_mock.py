"""A MOCK of clamd: the real one needs a signature database that cannot be installed where tests run.

It speaks the real protocol on a real socket (`zINSTREAM`, `zVERSION`, its size limit, its replies to the letter)
and knows one signature, the EICAR test file. What it cannot show is that clamd itself finds malware.
"""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

# In two parts, so that no scanner takes this source for the test file itself.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class ClamdMock:
    """The fields are what a test may turn: the size limit, fixed replies, silences and broken connections."""

    limit: int = 1_000_000
    reply: bytes | None = None
    silent: bool = False
    hang_up_after: int | None = None
    received: list[bytes] = field(default_factory=list)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            command = await reader.readuntil(b"\0")
            if command == b"zVERSION\0":
                await self._say(writer, b"ClamAV 1.5.0/27823/Sun Nov 22 09:26:11 2026\0")
            elif command == b"zINSTREAM\0":
                await self._instream(reader, writer)
            else:
                await self._say(writer, b"UNKNOWN COMMAND\0")
        writer.close()

    async def _instream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        content = b""
        while True:
            (length,) = struct.unpack(">I", await reader.readexactly(4))
            if length == 0:
                break
            content += await reader.readexactly(length)
            if self.hang_up_after is not None and len(content) > self.hang_up_after:
                return
            if len(content) > self.limit:
                await self._say(writer, b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.received.append(content)
        if self.silent:
            await asyncio.sleep(3600)
        if self.reply is not None:
            await self._say(writer, self.reply)
        else:
            await self._say(writer, b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")

    async def _say(self, writer: asyncio.StreamWriter, reply: bytes) -> None:
        writer.write(reply)
        await writer.drain()


@contextlib.asynccontextmanager
async def running(mock: ClamdMock, path: Path | None = None) -> AsyncIterator[str]:
    """The mock on a free port of this machine, or on a Unix socket; yields the address as it is configured."""
    if path is not None:
        server = await asyncio.start_unix_server(mock.handle, str(path))
        address = f"unix:{path}"
    else:
        server = await asyncio.start_server(mock.handle, "127.0.0.1", 0)
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield address
    finally:
        server.close()
