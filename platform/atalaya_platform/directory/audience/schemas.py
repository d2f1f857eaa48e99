"""What the composer asks and hears before anything is sent."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Input, Schema


class AudienceAsked(Input):
    """A label in a group; `recipients` name people for TLP:RED, or, without a group, for a direct message."""

    label: Label
    group_id: UUID | None = None
    recipients: Annotated[list[UUID], Field(max_length=200)] = []


class NamedReader(Schema):
    """A named reader."""

    id: UUID
    name: str
    country: str | None


class AudienceRead(Schema):
    """Who will read it, in numbers; the application puts them into words."""

    label: Label
    token: str = Field(description="The audience: public, clear, community:…, amber:…, strict:… or named.")
    people: int = Field(description="Everybody who will be able to read it, you included.")
    organisations: int = Field(description="How many organisations they are of.")
    countries: int = Field(description="How many member states those are in.")
    includes_constituents: bool = Field(description="Whether constituents of member CSIRTs are among them.")
    named: list[NamedReader] = Field(description="For named audiences: the first twelve by name.")
    needs_passkey: bool = Field(description="Whether readers need to have signed in with a passkey.")
