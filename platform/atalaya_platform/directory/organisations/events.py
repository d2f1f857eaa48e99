"""What happens to organisations."""

from typing import ClassVar
from uuid import UUID

from atalaya_platform.events.event import Event


class OrganisationChanged(Event):
    """Its entry was edited, confirmed or made."""

    type: ClassVar[str] = "directory.organisation.changed"
    organisation_id: UUID


class MembersChanged(Event):
    """Somebody joined or left an organisation, or changed role in it."""

    type: ClassVar[str] = "directory.organisation.members_changed"
    organisation_id: UUID
