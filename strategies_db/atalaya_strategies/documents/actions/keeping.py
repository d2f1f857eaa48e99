"""Keeping what was read of a document, or why nothing was."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, text
from sqlmodel import col

from atalaya_platform.database.session import WriteSession, dumps
from atalaya_platform.events.ledger import changed, defer, emit
from atalaya_strategies.concepts.recognising import release
from atalaya_strategies.documents.events import DocumentEvent, DocumentRead
from atalaya_strategies.documents.models import Document, DocumentPage, Passage, passage_id
from atalaya_strategies.documents.queries import documents as queries
from atalaya_strategies.documents.queries import keeping
from atalaya_strategies.documents.reading import outcome
from atalaya_strategies.documents.reading.faults import Unreadable
from atalaya_strategies.documents.reading.kinds import mislabelled
from atalaya_strategies.documents.reading.outcome import Kind, Mention, PageRead, PageSource, PassageRead, Recognised
from atalaya_strategies.documents.vocabulary import DocumentState

READ = "strategies.read_document"
ANNOTATE = "strategies.annotate_again"
RECOGNISE = "strategies.recognise_pages"
SEARCHED = "passage"
"""The kind of what is searched: passages, whose document is what they are read by."""
# A document has hundreds of rows of each: one statement for all is ten times as fast as one for each.
_ADD_PAGES = text(
    "INSERT INTO strategy_page (document_id, number, text, needs_ocr, source)"
    " SELECT :document, number, text, needs_ocr, 'text_layer'"
    " FROM json_to_recordset(CAST(:rows AS json)) AS r(number integer, text text, needs_ocr boolean)"
)
_ADD_PASSAGES = text(
    'INSERT INTO strategy_passage (id, document_id, page, ordinal, start, "end", heading, language, concepts)'
    ' SELECT id, :document, page, ordinal, start, "end", heading, language, concepts'
    " FROM json_to_recordset(CAST(:rows AS json))"
    ' AS r(id uuid, page integer, ordinal integer, start integer, "end" integer, heading text, language text,'
    " concepts jsonb)"
)
_ANNOTATE = text(
    "UPDATE strategy_passage SET concepts = r.concepts"
    " FROM json_to_recordset(CAST(:rows AS json)) AS r(id uuid, concepts jsonb)"
    " WHERE strategy_passage.id = r.id AND strategy_passage.document_id = :document"
)


LOCK = "strategies.reading"
"""Jobs that read run one after the other, in turn: none of them keeps other work from the workers."""


async def keep_read(session: WriteSession, row: Document, found: outcome.DocumentRead) -> None:
    """Fill the document, and put its pages and passages in the place of those that were there. Runs as the system."""
    row.kind, row.encoding, row.replaced = found.kind, found.encoding[:24], found.replaced
    row.mislabelled = mislabelled(row.name, found.kind)
    row.language = row.language or found.language
    row.title = row.title or found.title or row.name.rpartition(".")[0] or row.name
    row.page_count = len(found.pages)
    row.unread_pages = sum(page.needs_ocr for page in found.pages)
    row.state, row.fault, row.fault_detail = DocumentState.READ, "", ""
    row.version += 1
    row.sketch, row.read_at, row.annotated_with = found.sketch or None, session.clock.now(), release()
    near = await keeping.nearest(session, found.sketch, but=row.id)
    row.near_duplicate_of, row.similarity = near if near else (None, None)
    await session.flush()
    await session.execute(delete(DocumentPage).where(col(DocumentPage.document_id) == row.id))
    await session.execute(delete(Passage).where(col(Passage.document_id) == row.id))
    await _add_pages(session, row.id, found.pages)
    await _add_passages(session, row.id, found.passages)
    if row.unread_pages and row.kind == Kind.PDF:
        defer(session, RECOGNISE, lock=LOCK, document_id=str(row.id))
    await told(session, row, DocumentRead)


async def _add_pages(session: WriteSession, document_id: UUID, found: Sequence[PageRead]) -> None:
    rows = dumps([page.model_dump(mode="json") for page in found])
    await session.execute(_ADD_PAGES, {"document": document_id, "rows": rows})


async def _add_passages(session: WriteSession, document_id: UUID, found: Sequence[PassageRead]) -> None:
    rows = dumps([{"id": passage_id(document_id, one.page, one.ordinal), **one.model_dump()} for one in found])
    await session.execute(_ADD_PASSAGES, {"document": document_id, "rows": rows})


async def keep_fault(session: WriteSession, row: Document, error: Unreadable) -> None:
    """Say on the document why it could not be read."""
    row.state, row.fault, row.fault_detail = DocumentState.FAILED, error.fault, error.detail[:200]
    row.read_at = session.clock.now()
    await session.flush()
    await told(session, row, DocumentRead)


async def keep_duplicate(session: WriteSession, row: Document, first: Document) -> None:
    """Say that the same bytes are there already; what is read of them is read there."""
    row.state, row.duplicate_of, row.similarity = DocumentState.DUPLICATE, first.id, 1.0
    row.kind, row.page_count, row.unread_pages = first.kind, first.page_count, first.unread_pages
    row.language, row.title = row.language or first.language, row.title or first.title
    row.read_at = session.clock.now()
    await session.flush()
    await told(session, row, DocumentRead)


async def keep_recognised(session: WriteSession, row: Document, found: Recognised) -> None:
    """Put a recognised text in the place of a page's unusable one, with its passages."""
    page = await queries.page(session, row.id, found.page.number)
    page.text, page.needs_ocr, page.source = found.page.text, found.page.needs_ocr, PageSource.OCR
    row.unread_pages -= not page.needs_ocr
    row.version += 1
    here = (col(Passage.document_id) == row.id, col(Passage.page) == page.number)
    await session.execute(delete(Passage).where(*here))
    await session.flush()
    await _add_passages(session, row.id, found.passages)
    await told(session, row, DocumentRead)


async def keep_concepts(session: WriteSession, row: Document, found: Mapping[UUID, Sequence[Mention]]) -> None:
    """Put the concepts of this release in the place of an earlier one's. It is no news: nobody is told."""
    rows = dumps([{"id": name, "concepts": concepts} for name, concepts in found.items()])
    await session.execute(_ANNOTATE, {"document": row.id, "rows": rows})
    row.annotated_with = release()
    row.version += 1
    changed(session, SEARCHED, row.id)


async def told(session: WriteSession, row: Document, event: type[DocumentEvent], *, was_public: bool = False) -> None:
    """Tell the event to whoever reads the document, or did, and to whoever brought it; and search that it changed."""
    streams = ["clear"] if was_public or await queries.is_public(session, row) else []
    streams += [f"person:{row.added_by}"] if row.added_by else []
    emit(session, event(document_id=row.id, place=row.place, edition_id=row.edition_id), streams)
    changed(session, SEARCHED, row.id)
