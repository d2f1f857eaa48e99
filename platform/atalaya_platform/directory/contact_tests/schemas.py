"""What the API takes and gives about contact tests."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.invitations.schemas import Token
from atalaya_platform.directory.organisations.schemas import Line, OrganisationRef
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema


class ContactTestCreate(Input):
    """Whom to test. Without `organisation_ids` the Secretariat tests every national CSIRT that has a mailbox."""

    organisation_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)] | None = None
    note: Line = ""
    open_days: Annotated[int, Field(ge=1, le=30)] = 7


class ContactTestCard(Schema):
    """A campaign and how it goes."""

    id: UUID
    note: str
    started_by: PersonCard | None
    created_at: datetime
    closes_at: datetime
    closed: bool
    asked: int = Field(description="Mailboxes asked, of those that you see.")
    answered: int
    answer_rate: float = Field(description="0 to 1.")
    median_seconds: float | None = Field(description="Half of the answers came within this time.")


class ContactTestAnswer(Schema):
    """One mailbox of a campaign."""

    test_id: UUID
    organisation: OrganisationRef
    email: str
    sent_at: datetime
    answered_at: datetime | None
    seconds: float | None = Field(description="Time to the answer.")
    closed: bool = Field(description="Whether it can no longer be answered.")


class ContactTestRead(ContactTestCard):
    """A campaign with every mailbox that it asked."""

    answers: list[ContactTestAnswer]


class ContactTestAsked(Schema):
    """What the holder of a mailed link sees before answering."""

    organisation: str
    sent_at: datetime
    answered_at: datetime | None
    closed: bool


class ContactTestReply(Input):
    token: Token
