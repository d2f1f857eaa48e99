"""What the API gives about people."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Schema
from atalaya_platform.identity.vocabulary import OrganisationKind, Role


class PersonOrganisation(Schema):
    """An organisation of a person, and the person's role in it."""

    id: UUID
    name: str
    acronym: str
    kind: OrganisationKind
    country: str | None
    role: Role


class PersonCard(Schema):
    """A person in a list, a mention or a choice of recipients."""

    id: UUID
    name: str
    title: str
    organisations: list[PersonOrganisation] = Field(description="Those of the person's organisations that you see.")
    platform_roles: list[Role]
    demonstration: bool


class PersonKey(Schema):
    """A person's OpenPGP public key, armoured, for writing to them."""

    armoured: str
    expires_at: datetime | None


class PersonRead(PersonCard):
    """A person's page."""

    email: str
    time_zone: str
    openpgp: PersonKey | None
    since: datetime
