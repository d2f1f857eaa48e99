"""What happens in contact tests."""

from typing import ClassVar
from uuid import UUID

from atalaya_platform.events.event import Event


class ContactTestAnswered(Event):
    """A team answered; told to who started the campaign."""

    type: ClassVar[str] = "directory.contact_test.answered"
    test_id: UUID
    organisation_id: UUID
