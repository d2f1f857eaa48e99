"""What the API takes and gives about applications of organisations."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from atalaya_platform.directory.invitations.schemas import Locale, Token
from atalaya_platform.directory.organisations.schemas import Iso3, Line, Mailbox, Name, Website
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.directory.vetting.deadline import Clock
from atalaya_platform.directory.vetting.process import Act, Status
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.identity.vocabulary import Community, OrganisationKind

Reason = Annotated[str, Field(min_length=10, max_length=4000)]
_STAKEHOLDERS = frozenset(
    {
        OrganisationKind.PRIVATE,
        OrganisationKind.ACADEMIC,
        OrganisationKind.CIVIL_SOCIETY,
        OrganisationKind.INTERNATIONAL,
        OrganisationKind.GOVERNMENT,
    }
)


class ApplicationCreate(Input):
    """An organisation that asks to be admitted, who speaks for it, and why."""

    name: Name
    acronym: Line = ""
    kind: OrganisationKind
    country: Iso3 | None = None
    community: Community
    website: Website = ""
    contact_name: Name
    contact_email: Mailbox
    reason: Reason
    locale: Locale = "en"

    @model_validator(mode="after")
    def _fits(self) -> "ApplicationCreate":
        if self.kind == OrganisationKind.SECRETARIAT:
            raise ValueError("the Secretariat does not apply")
        if self.community == Community.STAKEHOLDERS and self.kind not in _STAKEHOLDERS:
            raise ValueError("CSIRTs apply to the network, not to the stakeholder platform")
        if self.community == Community.NETWORK and self.country is None and self.kind != OrganisationKind.INTERNATIONAL:
            raise ValueError("name the member state, whose national contact point endorses you")
        return self


class ApplicationVerify(Input):
    token: Token


class ApplicationReceived(Schema):
    """A letter is on its way to the contact's mailbox; its link sends the application."""

    detail: Literal["verification-sent"] = "verification-sent"


class ApplicationStatus(Schema):
    """How an application stands, as the applicant sees it with the mailed link."""

    name: str
    community: Community
    status: Status
    clock: Clock | None
    reason: str = Field(description="Of the decision; empty before.")


class StepRead(Schema):
    """One step of an application."""

    at: datetime
    person: PersonCard | None = Field(description="Null for the applicant.")
    act: Act
    status: Status = Field(description="What it led to.")
    reason: str


class ApplicationCard(Schema):
    """An application in a list."""

    id: UUID
    name: str
    acronym: str
    kind: OrganisationKind
    country: str | None
    community: Community
    status: Status
    endorsed: bool | None = Field(description="Whether the national contact point endorsed or objected.")
    submitted_at: datetime | None
    decided_at: datetime | None
    clock: Clock | None = Field(description="The time left for a decision; null once it is made.")
    awaits_me: bool


class ApplicationRead(ApplicationCard):
    """An application with its contact, reason and steps."""

    website: str
    contact_name: str
    contact_email: str
    reason: str
    organisation_id: UUID | None
    has_contact_point: bool = Field(description="Whether its country has a national contact point here.")
    steps: list[StepRead]


class Opinion(Input):
    reason: Reason


class Decision(Input):
    """Accept or decline, with the reason that the applicant is told.

    `organisation_id` names the directory's entry when the organisation is listed already.
    """

    decision: Literal["accept", "decline"]
    reason: Reason
    organisation_id: UUID | None = None
