"""What happens to editions: handlers get ids, browsers hear which edition of which state or body to ask for again."""

from typing import Any, ClassVar
from uuid import UUID

from atalaya_platform.events.event import Event


class EditionEvent(Event):
    """About one edition. `person_id` is who did it; browsers are not told."""

    edition_id: UUID
    place: str
    person_id: UUID | None = None

    def live(self) -> dict[str, Any]:
        return {"edition_id": str(self.edition_id), "place": self.place}


class EditionProposed(EditionEvent):
    """Somebody proposed an edition."""

    type: ClassVar[str] = "strategies.edition.proposed"


class EditionPublished(EditionEvent):
    """An edition came into the catalogue."""

    type: ClassVar[str] = "strategies.edition.published"


class EditionDeclined(EditionEvent):
    """An edition was not taken into the catalogue, or taken out of it."""

    type: ClassVar[str] = "strategies.edition.declined"


class EditionChanged(EditionEvent):
    """An edition was reviewed, corrected or confirmed."""

    type: ClassVar[str] = "strategies.edition.changed"
