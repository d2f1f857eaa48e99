"""Receiving one file as a multipart stream: bounded, hashed as it comes, and on disk without a name."""

import asyncio
import errno
import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from atalaya_platform.files.errors import FileTooBig, NoRoom, UploadCut
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.wording import said

FRAME = 16 * 1024
"""Bytes that the multipart frame around the file may take."""

BLOCK = 1 << 20
_CUT = said("The connection ended before the whole file was here. Check the connection and send it again.")


@dataclass(frozen=True)
class Received:
    """A file that arrived whole. `name` is what the client calls it, not yet made safe; `content` is at its start."""

    name: str
    content: BinaryIO
    size: int
    sha256: bytes

    async def chunks(self) -> AsyncIterator[bytes]:
        """The content from its start, block by block."""
        await asyncio.to_thread(self.content.seek, 0)
        while block := await asyncio.to_thread(self.content.read, BLOCK):
            yield block


class _Form:
    """Collects the one part named `file`; anything else is refused."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.ended = False
        self.pending = bytearray()
        self._headers: dict[str, bytes] = {}
        self._field = bytearray()
        self._value = bytearray()

    def on_part_begin(self) -> None:
        if self.name is not None:
            raise Invalid("Send one file per request.", fields={"file": "only one"})
        self._headers = {}

    def on_header_begin(self) -> None:
        self._field, self._value = bytearray(), bytearray()

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[self._field.decode("latin-1").lower()] = bytes(self._value)

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        if options.get(b"name") != b"file" or b"filename" not in options:
            raise Invalid("Send one form field named `file`, with a file in it.", fields={"file": "missing"})
        self.name = options[b"filename"].decode("utf-8", "replace")

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self.pending += data[start:end]

    def on_end(self) -> None:
        self.ended = True

    def parser(self, boundary: bytes) -> MultipartParser:
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self.on_part_begin,
                "on_header_begin": self.on_header_begin,
                "on_header_field": self.on_header_field,
                "on_header_value": self.on_header_value,
                "on_header_end": self.on_header_end,
                "on_headers_finished": self.on_headers_finished,
                "on_part_data": self.on_part_data,
                "on_end": self.on_end,
            },
        )


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 1 <= len(boundary) <= 70:
        raise Invalid("Send the file as multipart/form-data, in one field named `file`.", fields={"file": "missing"})
    return boundary


def too_big(limit: int) -> FileTooBig:
    return FileTooBig(
        said(
            "The file is larger than {most} MB, which is the most that is taken. Compress or split it, then send it "
            "again.",
            most=limit >> 20,
        ),
        limit=limit,
    )


def _room(folder: Path) -> BinaryIO:
    """A file without a name in the data folder: nothing is left of it, however the process ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return cast(BinaryIO, tempfile.TemporaryFile(dir=folder))


class _Arriving:
    """Where the bytes go: to disk and into the hash, in blocks, off the event loop."""

    def __init__(self, content: BinaryIO, limit: int) -> None:
        self.content = content
        self.limit = limit
        self.size = 0
        self.digest = hashlib.sha256()

    def _write(self, block: bytes) -> None:
        self.digest.update(block)
        self.content.write(block)

    async def take(self, pending: bytearray, *, all_of_it: bool = False) -> None:
        if self.size + len(pending) > self.limit:
            raise too_big(self.limit)
        if pending and (all_of_it or len(pending) >= BLOCK):
            block = bytes(pending)
            pending.clear()
            self.size += len(block)
            await asyncio.to_thread(self._write, block)


@asynccontextmanager
async def received(request: Request, folder: Path, limit: int) -> AsyncIterator[Received]:
    """The file in this request's body, of at most `limit` bytes, until the block ends.

    What the client says of its length only ever refuses it sooner. Raises FileTooBig, UploadCut, Invalid, NoRoom.
    """
    boundary = _boundary(request)
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit + FRAME:
        raise too_big(limit)
    form = _Form()
    parser = form.parser(boundary)
    content = await asyncio.to_thread(_room, folder)
    try:
        arriving = _Arriving(content, limit)
        frame = 0
        async for chunk in request.stream():
            before = arriving.size + len(form.pending)
            parser.write(chunk)
            frame += len(chunk) - (arriving.size + len(form.pending) - before)
            if frame > FRAME:
                raise Invalid("Send one file per request and nothing else.", fields={"file": "only one"})
            await arriving.take(form.pending)
        if not form.ended:
            raise UploadCut(_CUT)
        await arriving.take(form.pending, all_of_it=True)
        await asyncio.to_thread(content.seek, 0)
        yield Received(form.name or "", content, arriving.size, arriving.digest.digest())
    except ClientDisconnect as error:
        raise UploadCut(_CUT) from error
    except FormParserError as error:
        raise UploadCut("The form around the file is damaged. Send it again as multipart/form-data.") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoom(
                "The server's storage is full. Your text is not affected; tell your administrator, and send the file "
                "again later."
            ) from error
        raise
    finally:
        await asyncio.to_thread(content.close)
