"""What happens to documents: browsers hear which one of which state or body to ask for again."""

from typing import Any, ClassVar
from uuid import UUID

from atalaya_platform.events.event import Event


class DocumentEvent(Event):
    """About one document."""

    document_id: UUID
    place: str
    edition_id: UUID | None = None

    def live(self) -> dict[str, Any]:
        edition = str(self.edition_id) if self.edition_id else None
        return {"document_id": str(self.document_id), "place": self.place, "edition_id": edition}


class DocumentAdded(DocumentEvent):
    """A file was brought."""

    type: ClassVar[str] = "strategies.document.added"


class DocumentRead(DocumentEvent):
    """A file was read, or why it could not be is known; also when a page of it was recognised."""

    type: ClassVar[str] = "strategies.document.read"


class DocumentChanged(DocumentEvent):
    """What is said of a document was corrected, or who reads it."""

    type: ClassVar[str] = "strategies.document.changed"


class DocumentRemoved(DocumentEvent):
    """A document was taken away."""

    type: ClassVar[str] = "strategies.document.removed"
