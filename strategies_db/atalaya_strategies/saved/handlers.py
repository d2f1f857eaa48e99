"""Keeping which texts are new: a document counts once everybody can find it."""

from atalaya_platform.database.session import WriteSession
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime
from atalaya_strategies.catalogue.events import EditionEvent, EditionPublished
from atalaya_strategies.documents.events import DocumentChanged, DocumentEvent, DocumentRead
from atalaya_strategies.finding.queries import documents_of_edition, to_index
from atalaya_strategies.saved.queries import note_new


async def document_moved(session: WriteSession, event: DocumentEvent, runtime: Runtime) -> None:
    """It may have been read, or published."""
    for read in await to_index(session, [event.document_id]):
        await note_new(session, read.document.id)


async def edition_published(session: WriteSession, event: EditionEvent, runtime: Runtime) -> None:
    """Its documents are public with it."""
    for read in await to_index(session, await documents_of_edition(session, event.edition_id)):
        await note_new(session, read.document.id)


HANDLERS = (
    Handler("strategies.new_text_read", DocumentRead, document_moved),
    Handler("strategies.new_text_changed", DocumentChanged, document_moved),
    Handler("strategies.new_text_published", EditionPublished, edition_published),
)
