"""What a person's own stream says of notifications."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.events.event import Event


class NotificationCreated(Event):
    """A notification arrived: its card. `withheld` means TLP:RED: no title, excerpt or author is given."""

    type: ClassVar[str] = "notification.created"

    id: UUID
    kind: str
    place: str
    object_id: UUID
    label: Label
    withheld: bool
    title: str
    excerpt: str
    url: str
    actor_id: UUID | None
    direct: bool
    created_at: datetime


class NotificationsRead(Event):
    """Notifications were read in one of the person's windows: these, or all up to one; `unread` remain."""

    type: ClassVar[str] = "notification.read"

    ids: list[UUID]
    all: bool
    unread: int
