"""What the API takes and gives about sharing groups."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from atalaya_platform.access.labels import HIDDEN_GROUP_LABELS, Label
from atalaya_platform.directory.organisations.schemas import Name, OrganisationRef, Prose
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.http.wording import said
from atalaya_platform.identity.vocabulary import Community, Joining, Visibility
from atalaya_platform.notifications.tell import EXCERPT

HIDDEN_NEEDS = said("a hidden group starts from TLP:AMBER or stricter: a wider label would betray it")


class Scope(StrEnum):
    """Which groups: those that I read in, those of my communities that I could find, or both."""

    MINE = "mine"
    LISTED = "listed"
    ALL = "all"


class GroupCreate(Input):
    """A new group. You become its steward, or your organisation does when `organisation_id` is given."""

    name: Name
    description: Prose = ""
    community: Community = Community.NETWORK
    visibility: Visibility = Visibility.LISTED
    joining: Joining = Joining.INVITATION
    default_label: Label = Label.AMBER
    organisation_id: UUID | None = Field(None, description="Join as this organisation, which you lead.")

    @model_validator(mode="after")
    def _hidden(self) -> "GroupCreate":
        if self.visibility == Visibility.HIDDEN:
            if self.default_label not in HIDDEN_GROUP_LABELS:
                raise ValueError(HIDDEN_NEEDS)
            if self.joining != Joining.INVITATION:
                raise ValueError("nobody finds a hidden group, so its members come by invitation")
        return self


class GroupUpdate(Input):
    """What to change; what is left out stays. A listed group cannot be hidden afterwards."""

    name: Name | None = None
    description: Prose | None = None
    visibility: Visibility | None = None
    joining: Joining | None = None
    default_label: Label | None = None


class Standing(StrEnum):
    """What the caller is to a group: `reader` is of a constituent of a member, and reads TLP:AMBER."""

    STEWARD = "steward"
    MEMBER = "member"
    READER = "reader"
    NONE = "none"


class GroupCard(Schema):
    """A group in a list."""

    id: UUID
    name: str
    description: str
    community: Community
    visibility: Visibility
    joining: Joining
    default_label: Label
    archived: bool
    created_at: datetime
    standing: Standing
    organisations: int | None = Field(description="How many organisations are members; null unless you are one.")
    persons: int | None = Field(description="How many persons are members in their own right; null unless you are one.")
    pending: UUID | None = Field(description="Your own invitation or request that waits, if there is one.")


class GroupRead(GroupCard):
    """A group's page."""

    version: int


class GroupMemberRead(Schema):
    """A member: an organisation, with everybody in it, or one person."""

    id: UUID
    organisation: OrganisationRef | None
    person: PersonCard | None
    steward: bool
    since: datetime


class MemberUpdate(Input):
    steward: bool


class JoinAs(Input):
    """As whom: an organisation that you lead, or, without it, yourself."""

    organisation_id: UUID | None = None


class JoinRequestCreate(JoinAs):
    reason: Annotated[str, Field(max_length=1000)] = ""


class GroupInvitationCreate(Input):
    """Whom to invite: one organisation or one person."""

    organisation_id: UUID | None = None
    person_id: UUID | None = None
    text: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _one(self) -> "GroupInvitationCreate":
        if (self.organisation_id is None) == (self.person_id is None):
            raise ValueError("give either organisation_id or person_id")
        return self


class Answer(Input):
    """A steward's decision: whoever asked is told the reason, whole, in the application and by mail."""

    reason: Annotated[str, Field(max_length=EXCERPT)] = ""


class AdmissionKind(StrEnum):
    INVITATION = "invitation"
    REQUEST = "request"


class AdmissionStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class GroupRef(Schema):
    """A group in one line, as whoever is invited to it sees it."""

    id: UUID
    name: str
    description: str
    community: Community
    visibility: Visibility


class AdmissionRead(Schema):
    """An invitation or a request, and how it stands."""

    id: UUID
    kind: AdmissionKind
    group: GroupRef
    organisation: OrganisationRef | None
    person: PersonCard | None
    asked_by: PersonCard | None
    text: str
    status: AdmissionStatus
    answer: str
    created_at: datetime
    decided_at: datetime | None
