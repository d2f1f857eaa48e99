"""Correcting what is said of a document, reading it again, and removing it."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, defer
from atalaya_platform.http.versions import require_match
from atalaya_strategies.documents.actions.keeping import LOCK, READ, RECOGNISE, told
from atalaya_strategies.documents.actions.placing import place_of
from atalaya_strategies.documents.errors import NothingToRetry
from atalaya_strategies.documents.events import DocumentAdded, DocumentChanged, DocumentRemoved
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.queries.documents import document, is_public
from atalaya_strategies.documents.queries.keeping import same_bytes
from atalaya_strategies.documents.reading.outcome import Kind
from atalaya_strategies.documents.schemas import DocumentUpdate
from atalaya_strategies.documents.vocabulary import DocumentState


def wait_to_be_read(session: WriteSession, row: Document) -> None:
    """Queue the reading of a document."""
    row.state, row.fault, row.fault_detail = DocumentState.WAITING, "", ""
    defer(session, READ, lock=LOCK, document_id=str(row.id))


async def correct_document(
    session: WriteSession, caller: Caller, document_id: UUID, given: DocumentUpdate, if_match: str | None
) -> Document:
    """Change what was given, under the ETag. Raises PreconditionFailed, NotFound or Invalid for a wrong edition."""
    row = await document(session, document_id, lock=True)
    require_match(if_match, row.version)
    was_public = await is_public(session, row)
    changes = {name: value for name, value in given if name in given.model_fields_set}
    edition_id = changes.pop("edition_id", row.edition_id)
    changes = {name: value for name, value in changes.items() if value is not None}
    row.place = await place_of(session, changes.pop("place", row.place), edition_id)
    row.edition_id = edition_id
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    await session.flush()
    audit(
        session,
        caller,
        "strategies.document.correct",
        "strategy_document",
        row.id,
        fields=sorted(given.model_fields_set),
    )
    await told(session, row, DocumentChanged, was_public=was_public)
    return row


async def retry_document(session: WriteSession, caller: Caller, document_id: UUID) -> Document:
    """Read a document again that failed, or its pages without usable text. Raises NothingToRetry."""
    row = await document(session, document_id, lock=True)
    if row.state in (DocumentState.FAILED, DocumentState.WAITING):
        wait_to_be_read(session, row)
    elif row.state == DocumentState.READ and row.unread_pages and row.kind == Kind.PDF:
        defer(session, RECOGNISE, lock=LOCK, document_id=str(row.id))
    else:
        raise NothingToRetry("The document was read whole. If its text is wrong, remove it and send a better file.")
    await session.flush()
    audit(session, caller, "strategies.document.retry", "strategy_document", row.id)
    await told(session, row, DocumentAdded)
    return row


async def remove_document(session: WriteSession, caller: Caller, document_id: UUID) -> None:
    """Take a document away with its pages and its original; a duplicate of it is read in its place."""
    row = await document(session, document_id, lock=True)
    await told(session, row, DocumentRemoved)
    others = [one for one in await same_bytes(session, row.sha256, but=row.id) if one.duplicate_of == row.id]
    for number, other in enumerate(others):
        other.duplicate_of = others[0].id if number else None
        if not number:
            other.similarity = None
            wait_to_be_read(session, other)
    await session.flush()
    await session.delete(row)
    await session.flush()
    defer(session, "files.discard", file_id=str(document_id))
    audit(session, caller, "strategies.document.remove", "strategy_document", document_id, sha256=row.sha256.hex())
