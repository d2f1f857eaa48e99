"""Passages follow their edition: found once it is published, and not any more when it is withdrawn."""

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import changed
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime
from atalaya_strategies.catalogue.events import EditionChanged, EditionDeclined, EditionEvent, EditionPublished
from atalaya_strategies.finding.queries import documents_of_edition
from atalaya_strategies.finding.source import KIND


async def edition_moved(session: WriteSession, event: EditionEvent, runtime: Runtime) -> None:
    """Index anew what hangs on the edition: its facts are facets of its passages."""
    for document_id in await documents_of_edition(session, event.edition_id):
        changed(session, KIND, document_id)


HANDLERS = tuple(
    Handler(f"strategies.find_after_{event.type.rpartition('.')[2]}", event, edition_moved)
    for event in (EditionChanged, EditionPublished, EditionDeclined)
)
