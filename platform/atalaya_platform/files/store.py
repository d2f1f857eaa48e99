"""Where the bytes of files live: a folder or an S3-compatible store, behind one small class.

A file is found by its id and nothing else; no name or path that a client sent ever gets here.
"""

import hashlib
import os
import re
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store, from_url

if TYPE_CHECKING:  # these exist for type checkers only
    from obstore.store import ClientConfig, RetryConfig

_PIECE: Final = 5 * 1024 * 1024  # S3's smallest part of a multipart upload
# A request waits for the store, so it is told soon; the whole of a large file may take longer.
_CLIENT: "Final[ClientConfig]" = {"connect_timeout": timedelta(seconds=5), "timeout": timedelta(minutes=5)}
_RETRY: "Final[RetryConfig]" = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
_ID: Final = re.compile("[0-9a-f]{32}")
READ_PIECE: Final = 256 * 1024
"""Bytes that reading yields at a time, at least, but for the last piece."""


class FileTooLarge(Exception):
    """More bytes came than the limit allows; nothing was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The file is larger than {limit / 1_048_576:g} MB. Compress or split it, then send it again.")
        self.limit = limit


class FileMissing(Exception):
    """There are no bytes for this id: deleted, or never completely stored."""


class StoreUnavailable(Exception):
    """The store cannot be reached or refuses; for the log. Trying again later may help."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes on their way out. `start` and `end` (exclusive) say which part of the `size` bytes it is."""

    chunks: AsyncIterator[bytes]
    start: int
    end: int
    size: int


def _place(file_id: UUID) -> str:
    """Two levels, by the last digits: in a version 7 UUID the first ones are the time and would pile up."""
    return f"{file_id.hex[-2:]}/{file_id.hex}"


class FileStore:
    """Puts, gets and deletes the content of files by id. One instance serves the whole process."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, file_id: UUID, chunks: AsyncIterable[bytes], *, limit: int) -> Stored:
        """Write at most `limit` bytes; the file is there as a whole or not at all.

        Raises `FileTooLarge`, `StoreUnavailable`, and whatever `chunks` raises. An id is written only once.
        """
        if await self.exists(file_id):
            raise FileExistsError(f"the file {file_id} is already stored")
        digest, size = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal size
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileTooLarge(limit)
                digest.update(chunk)
                yield chunk

        try:
            await self._store.put_async(_place(file_id), counted(), chunk_size=_PIECE, max_concurrency=2)
        except (BaseError, OSError) as error:
            raise StoreUnavailable(str(error)) from error
        return Stored(size, digest.hexdigest())

    async def get(self, file_id: UUID, start: int = 0, end: int | None = None) -> Content:
        """The bytes from `start` up to `end` (exclusive; `None` is the last one), as they come.

        Raises `FileMissing`, `StoreUnavailable`, and `ValueError` for a range that the file does not have.
        """
        size = await self.size(file_id)
        last = size if end is None else min(end, size)
        if start < 0 or (start >= last and not start == last == 0):
            raise ValueError(f"the file has {size} bytes, not {start} to {end}")
        if size == 0:
            return Content(_nothing(), 0, 0, 0)
        try:
            result = await self._store.get_async(_place(file_id), options={"range": (start, last)})
        except FileNotFoundError as error:
            raise FileMissing(str(file_id)) from error
        except (BaseError, OSError) as error:
            raise StoreUnavailable(str(error)) from error
        return Content(_pieces(result.stream(min_chunk_size=READ_PIECE)), start, last, size)

    async def size(self, file_id: UUID) -> int:
        """In bytes. Raises `FileMissing` or `StoreUnavailable`."""
        try:
            return (await self._store.head_async(_place(file_id)))["size"]
        except FileNotFoundError as error:
            raise FileMissing(str(file_id)) from error
        except (BaseError, OSError) as error:
            raise StoreUnavailable(str(error)) from error

    async def exists(self, file_id: UUID) -> bool:
        try:
            await self.size(file_id)
        except FileMissing:
            return False
        return True

    async def ids(self, before: datetime) -> AsyncIterator[UUID]:
        """Everything that was written before a moment, in no order; for finding what no row knows."""
        try:
            async for batch in self._store.list():
                for found in batch:
                    name = found["path"].rpartition("/")[2]
                    if found["last_modified"] < before and _ID.fullmatch(name):
                        yield UUID(name)
        except (BaseError, OSError) as error:
            raise StoreUnavailable(str(error)) from error

    async def delete(self, file_id: UUID) -> None:
        """Remove the bytes; an id without any is no error, so that a repeated job ends well."""
        try:
            await self._store.delete_async(_place(file_id))
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise StoreUnavailable(str(error)) from error


async def _pieces(stream: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    try:
        async for piece in stream:
            yield bytes(piece)
    except (BaseError, OSError) as error:
        raise StoreUnavailable(str(error)) from error


async def _nothing() -> AsyncIterator[bytes]:
    empty: tuple[bytes, ...] = ()
    for piece in empty:
        yield piece


def open_store(url: str | None, folder: Path) -> FileStore:
    """`folder` (made, and closed to other users) when there is no URL; else `s3://bucket/prefix`.

    Keys, region and the address of an S3-compatible server come from the usual variables
    (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`).
    """
    if url is None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileStore(LocalStore(folder.resolve(), automatic_cleanup=False, mkdir=True))
    if not url.startswith("s3://") or not url.removeprefix("s3://").strip("/"):
        raise ValueError(f"files are kept in a folder or at s3://bucket/prefix, not at {url!r}")
    # A server that was given by a plain http address (on the same machine or network) is meant that way.
    plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
    store = from_url(url, client_options={**_CLIENT, "allow_http": plain}, retry_config=_RETRY)
    if not isinstance(store, S3Store):
        raise ValueError(f"{url!r} is not an S3 address")
    return FileStore(store)
