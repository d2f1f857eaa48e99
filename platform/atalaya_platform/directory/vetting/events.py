"""What happens to applications."""

from typing import ClassVar
from uuid import UUID

from atalaya_platform.events.event import Event


class ApplicationMoved(Event):
    """An application took a step; told to those who act on it."""

    type: ClassVar[str] = "directory.application.moved"
    application_id: UUID
    status: str
