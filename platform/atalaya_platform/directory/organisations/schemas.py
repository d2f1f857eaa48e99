"""What the API takes and gives about organisations and countries."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from atalaya_platform.directory.countries import countries
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.http.validation import UNSEEN, VISIBLE, shape
from atalaya_platform.http.wording import said
from atalaya_platform.identity.vocabulary import Community, OrganisationKind, OrganisationStatus, Role
from atalaya_platform.mail.addresses import mailbox


def _member_state(value: str) -> str:
    if value not in countries():
        raise ValueError("give the ISO 3166-1 alpha-3 code of a member state of the OAS, such as JAM")
    return value


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


Trim = BeforeValidator(_trimmed)
Iso3 = Annotated[str, Trim, AfterValidator(_member_state)]
Line = Annotated[str, Trim, Field(max_length=200, pattern=shape(r"^[^\x00-\x1f\x7f]*$", VISIBLE))]
Name = Annotated[str, Trim, Field(min_length=2, max_length=200, pattern=shape(r"^[^\x00-\x1f\x7f]*$", VISIBLE))]
Prose = Annotated[str, Trim, Field(max_length=10_000, pattern=shape(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", UNSEEN))]
Mailbox = Annotated[str, Trim, Field(max_length=254), AfterValidator(mailbox)]
Telephone = Annotated[
    str,
    Trim,
    Field(
        max_length=40,
        pattern=shape(
            r"^[+0-9 ()./-]*( ?(ext|x)\.? ?[0-9]+)?$", said("Give the number in digits, with ext. before an extension.")
        ),
    ),
]
Website = Annotated[
    str,
    Trim,
    Field(
        max_length=500,
        pattern=shape(r"^(https?://[^\s<>\"]+)?$", said("Give an address that begins with https://, without spaces.")),
    ),
]


class Rfc2350(Input):
    """A team's description of itself, in the seven sections of RFC 2350 (appendix D)."""

    document_information: Prose = ""
    contact_information: Prose = ""
    charter: Prose = ""
    policies: Prose = ""
    services: Prose = ""
    incident_reporting_forms: Prose = ""
    disclaimers: Prose = ""


class Confirmation(Schema):
    """Whether the organisation still stands by its entry; it is asked every four months."""

    confirmed_at: datetime | None
    confirm_by: date | None = Field(description="When the next confirmation is due; null if it never confirmed.")
    overdue: bool = Field(description="True when that day has passed, or it never confirmed.")


class OrganisationRef(Schema):
    """An organisation in one line."""

    id: UUID
    name: str
    acronym: str
    kind: OrganisationKind
    country: str | None


class OrganisationCard(OrganisationRef):
    """An organisation in a list."""

    status: OrganisationStatus
    communities: list[Community]
    website: str
    email: str
    parent_id: UUID | None = Field(description="The CSIRT whose constituent it is.")
    first_member: bool | None = Field(description="Member of FIRST; null when not established.")
    csirtamericas_member: bool | None = Field(description="Member of CSIRTAmericas; null when not established.")
    people: int = Field(description="How many of its people you can see.")
    confirmation: Confirmation
    demonstration: bool


class KeyRead(Schema):
    """An OpenPGP public key."""

    id: UUID
    fingerprint: str
    user_ids: list[str]
    can_encrypt: bool
    expires_at: datetime | None
    expired: bool
    created_at: datetime


class MemberRead(Schema):
    """A person of an organisation, and as what."""

    person: PersonCard
    role: Role
    since: datetime


class OrganisationRead(OrganisationCard):
    """Everything about an organisation that the caller may see."""

    telephone: str
    emergency_telephone: str
    constituency: str
    established_year: int | None
    rfc2350: Rfc2350
    keys: list[KeyRead]
    parent: OrganisationRef | None
    constituents: list[OrganisationRef]
    members: list[MemberRead]
    listed_as: str = Field(description="What that source lists it as: a type of team, or a heading among the partners.")
    source_url: str = Field(description="Where the first entry was taken from.")
    confidence: str = Field(description="How sure that source was: high or low; empty when entered by people.")
    version: int
    may_edit: bool


class OrganisationUpdate(Input):
    """What to change; what is left out stays. Name, kind, country, parent, status and the communities are the
    Secretariat's to change.
    """

    acronym: Line | None = None
    website: Website | None = None
    email: Mailbox | None = None
    telephone: Telephone | None = None
    emergency_telephone: Telephone | None = None
    constituency: Prose | None = None
    established_year: Annotated[int, Field(ge=1970, le=2100)] | None = None
    first_member: bool | None = None
    csirtamericas_member: bool | None = None
    rfc2350: Rfc2350 | None = None
    name: Name | None = None
    kind: OrganisationKind | None = None
    country: Iso3 | None = None
    parent_id: UUID | None = None
    status: OrganisationStatus | None = None
    communities: Annotated[list[Community], Field(min_length=1, max_length=2)] | None = None


SECRETARIAT_ONLY = frozenset({"name", "kind", "country", "parent_id", "status", "communities"})


class CountryRead(Schema):
    """A member state of the OAS."""

    iso3: str
    names: dict[str, str] = Field(description="Its name in en, es, pt and fr.")
    subregion: str = Field(description="north_america, central_america, caribbean or south_america.")
    languages: list[str] = Field(description="Official languages, ISO 639-1.")
    teams: int = Field(description="National and sectoral CSIRTs there that you can see.")
    organisations: int = Field(description="All organisations there that you can see.")


class ExportedKey(Schema):
    """An OpenPGP public key by its fingerprint."""

    fingerprint: str
    expires_at: datetime | None


class OrganisationExport(Schema):
    """One organisation as it is exported. In CSV its keys are one cell, and each section of RFC 2350 is one."""

    id: UUID
    country: str | None
    name: str
    acronym: str
    kind: OrganisationKind
    parent_id: UUID | None
    website: str
    email: str
    telephone: str
    emergency_telephone: str
    constituency: str
    established_year: int | None
    first_member: bool | None
    csirtamericas_member: bool | None
    confirmed_at: datetime | None
    confirm_by: date | None
    listed_as: str
    source_url: str
    confidence: str
    keys: list[ExportedKey]
    rfc2350: Rfc2350
