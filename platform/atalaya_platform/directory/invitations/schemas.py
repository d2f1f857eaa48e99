"""What the API takes and gives about invitations of people."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.organisations.schemas import Mailbox, Name, OrganisationRef
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.identity.vocabulary import Role

MembershipRole = Literal[Role.VIEWER, Role.MEMBER, Role.TEAM_LEAD, Role.NATIONAL_CONTACT_POINT]
Locale = Literal["en", "es", "pt", "fr"]
Token = Annotated[str, Field(min_length=20, max_length=120, pattern=r"^[A-Za-z0-9_]+$")]


class InvitationCreate(Input):
    """Whom to invite, where, as what, and in which language to write."""

    email: Mailbox
    organisation_id: UUID
    role: MembershipRole = Role.MEMBER
    locale: Locale = "en"


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


class InvitationRead(Schema):
    """An invitation as its inviters see it."""

    id: UUID
    email: str
    organisation: OrganisationRef
    role: Role
    invited_by: PersonCard | None
    state: InvitationState
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None


class InvitationOffer(Schema):
    """An invitation as whoever holds its link sees it."""

    email: str
    organisation: str
    country: str | None
    role: Role
    invited_by: str = Field(description="The inviter's name; empty when invited from the command line.")
    expires_at: datetime
    has_account: bool = Field(description="That mailbox has an account already: sign in with it, then accept.")


class InvitationAccept(Input):
    """Name and password of a new account; leave both out when you are signed in with the invited mailbox."""

    token: Token
    name: Name | None = None
    password: Annotated[str, Field(max_length=1000)] | None = None
    locale: Locale = "en"


class Accepted(Schema):
    """You are a member; `state` says what your session still needs (signed_in, second_factor or enrol)."""

    person_id: UUID
    organisation_id: UUID
    state: str
    factors: list[str] = Field([], description="What can complete the sign-in; a new account has none yet.")
