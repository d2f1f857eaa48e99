"""Jobs that read: a whole document, and the pages of one that have no usable text."""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.store import FileMissing
from atalaya_platform.http.problems import NotFound
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime
from atalaya_strategies.concepts.recognising import release
from atalaya_strategies.documents.actions import keeping
from atalaya_strategies.documents.adapter import reader_of
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.queries import keeping as queries
from atalaya_strategies.documents.queries.documents import document
from atalaya_strategies.documents.queries.spoken import Spoken, said_in
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.outcome import DocumentRead, Mention
from atalaya_strategies.documents.reading.tesseract import models
from atalaya_strategies.documents.reading.whole import mentions
from atalaya_strategies.documents.vocabulary import DocumentState


@asynccontextmanager
async def original(runtime: Runtime, row: Document) -> AsyncIterator[Path]:
    """The document's bytes as a file for as long as the block lasts. Raises Unreadable where they are lost."""
    folder = runtime.settings.data / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        try:
            content = await store_of(runtime).get(row.id)
        except FileMissing as error:
            raise Unreadable(Fault.LOST) from error
        async for piece in content.chunks:
            await asyncio.to_thread(file.write, piece)
        file.flush()
        yield Path(file.name)


async def _there(session: WriteSession, document_id: str, state: DocumentState, *, lock: bool) -> Document | None:
    """The document, if it is there and in this state. It is locked only when its text is: reading takes long."""
    try:
        row = await document(session, UUID(document_id), lock=lock)
    except NotFound:
        return None
    return row if row.state == state else None


async def read_document(session: WriteSession, runtime: Runtime, *, document_id: str) -> None:
    """Read a document that waits; one that was removed or read meanwhile is left alone."""
    row = await _there(session, document_id, DocumentState.WAITING, lock=False)
    if row is None:
        return
    found: DocumentRead | Unreadable
    try:
        async with original(runtime, row) as path:
            found = await reader_of(runtime).read(path, row.language)
    except Unreadable as error:
        found = error
    await queries.take_turns(session)
    row = await _there(session, document_id, DocumentState.WAITING, lock=True)
    if row is None:
        return
    if isinstance(found, Unreadable):
        await keeping.keep_fault(session, row, found)
    else:
        await keeping.keep_read(session, row, found)


async def recognise_pages(session: WriteSession, runtime: Runtime, *, document_id: str, page: int = 0) -> None:
    """Recognise the next page after `page` that has no usable text, and queue the one after it.

    Each page is a job of its own, which takes seconds and is kept at once. Where Tesseract is not installed the pages
    stay as they are.
    """
    row = await _there(session, document_id, DocumentState.READ, lock=False)
    if row is None or not await models():
        return
    wanted = [number for number in await queries.unread(session, row.id) if number > page]
    if not wanted:
        return
    number = wanted[0]
    heading = await queries.heading_before(session, row.id, number)
    found = None
    with contextlib.suppress(Unreadable):  # the page stays marked, and the next one has its turn
        async with original(runtime, row) as path:
            found = await reader_of(runtime).recognise(path, number, row.language, heading)
    row = await _there(session, document_id, DocumentState.READ, lock=True)
    if row is None:
        return
    if found is not None:
        await keeping.keep_recognised(session, row, found)
    if len(wanted) > 1:
        defer(session, keeping.RECOGNISE, lock=keeping.LOCK, document_id=document_id, page=number)


def _mentions(said: Sequence[Spoken]) -> dict[UUID, list[Mention]]:
    return {one.id: mentions(text, one.start, one.language) for one, text in said}


async def annotate_again(session: WriteSession, runtime: Runtime) -> None:
    """Annotate a document whose concepts are of another release of the thesaurus, and queue the next one."""
    row = await queries.annotated_otherwise(session, release())
    if row is None:
        return
    found = await asyncio.to_thread(_mentions, await said_in(session, row.id))
    await keeping.keep_concepts(session, row, found)
    defer(session, keeping.ANNOTATE, lock=keeping.LOCK)


JOBS = (
    Job(keeping.READ, read_document),
    Job(keeping.RECOGNISE, recognise_pages),
    Job(keeping.ANNOTATE, annotate_again, cron="*/10 * * * *"),
)
