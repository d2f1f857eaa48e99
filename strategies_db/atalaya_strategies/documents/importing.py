"""Importing many files: read by several processes at once, each kept in a transaction of its own."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.names import safe_name
from atalaya_platform.files.receiving import BLOCK
from atalaya_platform.files.store import StoreUnavailable
from atalaya_platform.ids import new_id
from atalaya_platform.runtime import Runtime
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.documents.actions import keeping
from atalaya_strategies.documents.found import Found, sha256_of
from atalaya_strategies.documents.matching import edition_for
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.queries import keeping as queries
from atalaya_strategies.documents.queries.documents import document
from atalaya_strategies.documents.reading.faults import Fault, Unreadable, advice
from atalaya_strategies.documents.reading.outcome import DocumentRead, Kind
from atalaya_strategies.documents.reading.process import Reader, reading

MOST_READERS = 4
_BEGINNING = 1_500
_SHORTEST_DOCUMENT = 5_000
"""Characters. Pages of ministries about a strategy have fewer, strategies more."""


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    KNOWN = "known"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near duplicate"
    FAILED = "failed"
    PLACELESS = "placeless"


@dataclass
class Imported:
    """What an import did; `said` has a line for each file that an operator should look at."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    said: list[str] = field(default_factory=list)

    def add(self, one: Found, outcome: Outcome, text: str = "") -> None:
        self.counts[outcome] += 1
        if text:
            self.said.append(f"{one.path.name}: {text}")

    def merge(self, other: "Imported") -> None:
        """Add what another import did."""
        for outcome, count in other.counts.items():
            self.counts[outcome] += count
        self.said += other.said


@dataclass(frozen=True)
class _Read:
    """A file with what reading it came to: None for one whose bytes are known already, OSError for one that is gone."""

    one: Found
    sha256: bytes
    size: int
    found: DocumentRead | Unreadable | OSError | None


async def import_files(
    runtime: Runtime,
    files: Sequence[Found],
    *,
    edition: Edition | None = None,
    published: bool = False,
    done: Callable[[Found], None] = lambda one: None,
) -> Imported:
    """Bring these files in. What is here already under the same name is left alone, so that a broken run goes on.

    `done` is told each file. Without an edition each file finds its own, if that is plain. `published` makes them
    public whether they have one or not.
    """
    result = Imported()
    async with runtime.database.system() as session:
        known = await queries.known(session)
    async for read in _first_before_others(_read(files, known)):
        one = read.one
        if isinstance(read.found, OSError):
            result.add(one, Outcome.FAILED, f"cannot be opened: {read.found.strerror}.")
        elif (read.sha256, safe_name(one.path.name)) in known:
            result.add(one, Outcome.KNOWN)
        elif _is_only_a_page_about_it(read):
            result.add(one, Outcome.FAILED, "is a web page with little text, and not the document. Fetch that by hand.")
        elif not one.place:
            result.add(one, Outcome.PLACELESS, "whose is it? Say --country, or name it in a manifest.csv.")
        else:
            await _keep(runtime, read, edition, result, published=published)
        done(one)
    return result


async def _first_before_others(arriving: AsyncIterator[_Read]) -> AsyncIterator[_Read]:
    """Copies of bytes that come along in the same run wait until the first one, which is still being read, is kept."""
    copies = []
    async for read in arriving:
        if read.found is None:
            copies.append(read)
        else:
            yield read
    for read in copies:
        yield read


async def _read(files: Sequence[Found], known: set[tuple[bytes, str]]) -> AsyncIterator[_Read]:
    """Read files in as many processes as there are cores, only few ahead of whoever takes them."""
    waiting = iter(files)
    ready: asyncio.Queue[_Read | None] = asyncio.Queue(maxsize=MOST_READERS)
    seen = {sha256 for sha256, _ in known}

    async def work() -> None:
        async with reading() as reader:
            for one in waiting:
                await ready.put(await _read_one(reader, one, seen))

    async def all_work() -> None:
        readers = max(1, min(MOST_READERS, os.cpu_count() or 1, len(files)))
        async with asyncio.TaskGroup() as group:
            for _ in range(readers):
                group.create_task(work())

    working = asyncio.create_task(all_work())
    working.add_done_callback(lambda _: ready.put_nowait(None) if not ready.full() else None)
    try:
        while not (working.done() and ready.empty()):
            read = await ready.get()
            if read is not None:
                yield read
        await working
    finally:
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await working


async def _read_one(reader: Reader, one: Found, seen: set[bytes]) -> _Read:
    try:
        sha256, size = await asyncio.to_thread(sha256_of, one.path)
    except OSError as error:
        return _Read(one, b"", 0, error)
    if sha256 in seen or not one.place:
        return _Read(one, sha256, size, None)
    seen.add(sha256)
    try:
        return _Read(one, sha256, size, await reader.read(one.path, one.language))
    except Unreadable as error:
        return _Read(one, sha256, size, error)


async def _keep(runtime: Runtime, read: _Read, edition: Edition | None, result: Imported, *, published: bool) -> None:
    """The bytes into the store, then everything about the document in one transaction."""
    document_id = new_id()
    store = store_of(runtime)
    await store.put(document_id, _chunks(read.one), limit=read.size)
    try:
        async with runtime.database.system() as session:
            await queries.take_turns(session)
            row = await _new_row(session, document_id, read, edition)
            row.published = published
            await _keep_row(session, row, read, result)
    except BaseException:
        with contextlib.suppress(StoreUnavailable):
            await store.delete(document_id)
        raise


async def _new_row(session: WriteSession, document_id: UUID, read: _Read, edition: Edition | None) -> Document:
    one = read.one
    if edition is None:
        edition = edition_for(await queries.editions_of(session, one.place), one, _beginning(read))
    return Document(
        id=document_id,
        edition_id=edition.id if edition else None,
        place=one.place,
        language=one.language,
        name=safe_name(one.path.name),
        size=read.size,
        sha256=read.sha256,
        imported_at=session.clock.now(),
        address=one.address,
    )


async def _keep_row(session: WriteSession, row: Document, read: _Read, result: Imported) -> None:
    one = read.one
    same = await queries.same_bytes(session, read.sha256)
    session.add(row)
    await session.flush()
    if same:
        await keeping.keep_duplicate(session, row, same[0])
        result.add(one, Outcome.DUPLICATE, f"the same file as {same[0].name}.")
    elif isinstance(read.found, DocumentRead):
        await keeping.keep_read(session, row, read.found)
        await _say_read(session, one, row, result)
    else:
        error = read.found if isinstance(read.found, Unreadable) else Unreadable(Fault.LOST)
        await keeping.keep_fault(session, row, error)
        result.add(one, Outcome.FAILED, advice(error.fault, error.detail))
    audit(session, None, "strategies.document.import", "strategy_document", row.id, sha256=row.sha256.hex())


async def _say_read(session: WriteSession, one: Found, row: Document, result: Imported) -> None:
    if row.near_duplicate_of is not None and row.similarity is not None:
        other = await document(session, row.near_duplicate_of)
        result.add(one, Outcome.NEAR_DUPLICATE, f"{row.similarity:.0%} of its text is that of {other.name}.")
    else:
        result.add(one, Outcome.READ)
    if row.mislabelled:
        result.said.append(f"{one.path.name}: its name says otherwise, but it is {row.kind}, and was read as that.")
    if row.unread_pages:
        result.said.append(f"{one.path.name}: {row.unread_pages} of {row.page_count} pages have no usable text.")


def _is_only_a_page_about_it(read: _Read) -> bool:
    """Whether an official address led to a web page that cannot be the text itself."""
    found = read.found
    if not read.one.address or not isinstance(found, DocumentRead) or found.kind is not Kind.HTML:
        return False
    return sum(len(page.text) for page in found.pages) < _SHORTEST_DOCUMENT


def _beginning(read: _Read) -> str:
    """The file's name and its first words, where its title stands."""
    pages = read.found.pages if isinstance(read.found, DocumentRead) else []
    return f"{read.one.path.stem} {' '.join(page.text for page in pages[:3])[:_BEGINNING]}"


async def _chunks(one: Found) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(one.path.open, "rb") as file:
        while block := await asyncio.to_thread(file.read, BLOCK):
            yield block
