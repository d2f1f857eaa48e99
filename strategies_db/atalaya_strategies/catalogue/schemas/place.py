"""States and bodies as the API gives them."""

from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.organisations.schemas import OrganisationRef
from atalaya_platform.http.schema import Schema
from atalaya_strategies.catalogue.schemas.edition import EditionCard, EditionRef
from atalaya_strategies.catalogue.vocabulary import PlaceKind, PlaceStanding


class PlaceRead(Schema):
    """A state or an international body, and what the catalogue has of it."""

    code: str = Field(description="ISO 3166-1 alpha-3, or the body's abbreviation.")
    kind: PlaceKind
    names: dict[str, str] = Field(description="Its name in en, es, pt and fr.")
    subregion: str
    member: bool = Field(description="A member state of the OAS.")
    editions: int
    standing: PlaceStanding | None = Field(
        description="What its newest national cybersecurity strategy amounts to; null for bodies. `none` and"
        " `in_preparation` say that no adopted strategy was found yet."
    )
    newest: EditionRef | None = Field(description="Its newest national cybersecurity strategy that is no draft.")


class SuccessionRead(Schema):
    """That one edition took the place of another."""

    edition_id: UUID
    superseded_id: UUID


class PlacePage(PlaceRead):
    """Everything that the catalogue has of a state or body."""

    strategy_found: bool | None = Field(
        description="False says plainly that no adopted national cybersecurity strategy was found yet; null for bodies."
    )
    timeline: list[EditionCard] = Field(description="Its editions from the oldest; those of unknown date come last.")
    succession: list[SuccessionRead]
    teams: list[OrganisationRef] = Field(description="Its national CSIRTs, as the directory shows them to you.")
    teams_shown: bool = Field(description="False without an account: the directory is for signed-in people.")
    has_contact_point: bool | None = Field(description="A national contact point can confirm; null without an account.")
