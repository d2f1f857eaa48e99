"""What happens to sharing groups. Told in `strict:<group>`, whose readers are the group's members only."""

from typing import ClassVar
from uuid import UUID

from atalaya_platform.events.event import Event


class GroupCreated(Event):
    type: ClassVar[str] = "identity.group.created"
    group_id: UUID


class GroupChanged(Event):
    """Its name, description or rules changed, or it was archived or restored."""

    type: ClassVar[str] = "identity.group.changed"
    group_id: UUID


class GroupMemberJoined(Event):
    type: ClassVar[str] = "identity.group.member_joined"
    group_id: UUID
    organisation_id: UUID | None = None
    person_id: UUID | None = None


class GroupMemberLeft(Event):
    type: ClassVar[str] = "identity.group.member_left"
    group_id: UUID
    organisation_id: UUID | None = None
    person_id: UUID | None = None


class GroupMemberChanged(Event):
    """A member became steward, or is none any more."""

    type: ClassVar[str] = "identity.group.member_changed"
    group_id: UUID
    organisation_id: UUID | None = None
    person_id: UUID | None = None


class GroupAdmissionOpened(Event):
    """Somebody was invited, or asked to join."""

    type: ClassVar[str] = "identity.group.admission_opened"
    group_id: UUID
    admission_id: UUID
    kind: str


class GroupAdmissionClosed(Event):
    """An invitation or request was answered or withdrawn."""

    type: ClassVar[str] = "identity.group.admission_closed"
    group_id: UUID
    admission_id: UUID
    kind: str
    status: str
