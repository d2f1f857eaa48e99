"""Sending a file's content: in parts if asked, never as something that a browser would run."""

import re
from collections.abc import Awaitable, Callable
from typing import Protocol
from uuid import UUID

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from atalaya_platform.access.labels import Label
from atalaya_platform.files.errors import RangeNotSatisfiable, store_unavailable
from atalaya_platform.files.names import content_disposition
from atalaya_platform.files.schemas import INLINE
from atalaya_platform.files.store import FileMissing, FileStore, StoreUnavailable
from atalaya_platform.http.problems import NotFound
from atalaya_platform.http.wording import said


class Kept(Protocol):
    """Anything whose bytes are in the store under its id."""

    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...

    @property
    def media_type(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> bytes: ...

    @property
    def label(self) -> str: ...


_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
SANDBOX = "sandbox; default-src 'none'"


def part_of(header: str | None, size: int) -> tuple[int, int] | None:
    """The one range that was asked for, end exclusive (RFC 9110 §14); None for all, also when several were asked.

    Raises RangeNotSatisfiable for a part that the file does not have.
    """
    found = _RANGE.fullmatch(header.strip()) if header and len(header) < 60 else None
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(size, int(found[2]) + 1 if found[2] else size)
    if found[1] and found[2] and int(found[2]) < int(found[1]):
        return None
    if start >= end:
        raise RangeNotSatisfiable(
            said("The file has {size} bytes. Ask for a part of those.", size=size),
            headers={"Content-Range": f"bytes */{size}"},
        )
    return start, end


def etag_of(file: Kept) -> str:
    return f'"{bytes(file.sha256).hex()}"'


def headers_for(file: Kept) -> dict[str, str]:
    """Everything but a picture is saved, not shown; and whatever it is, it runs nothing and loads nothing."""
    close = Label(file.label).rank >= Label.AMBER.rank
    return {
        "Content-Disposition": content_disposition(file.name, inline=file.media_type in INLINE),
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store" if close else "private, no-cache",
        "Accept-Ranges": "bytes",
        "ETag": etag_of(file),
    }


class ContentResponse(StreamingResponse):
    """Opens the store right before the first byte, after the request's transaction ended; records it if told how.

    So no database connection waits for a slow store or a slow reader, and nothing leaves unrecorded.
    """

    def __init__(
        self,
        file: Kept,
        store: FileStore,
        part: tuple[int, int] | None,
        record: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        headers = headers_for(file)
        start, end = part or (0, file.size)
        if part is not None:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
        headers["Content-Length"] = str(end - start)
        super().__init__((), 206 if part else 200, headers, file.media_type)
        self._file, self._store, self._span, self._record = file, store, (start, end), record

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            content = await self._store.get(self._file.id, *self._span)
        except FileMissing as error:
            raise NotFound("file") from error
        except StoreUnavailable as error:
            raise store_unavailable() from error
        if self._record is not None:
            await self._record()
        self.body_iterator = content.chunks
        await super().__call__(scope, receive, send)
