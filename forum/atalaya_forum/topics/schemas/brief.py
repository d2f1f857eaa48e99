"""The people, teams and groups that other answers mention; null where the reader may not know of them."""

from uuid import UUID

from pydantic import BaseModel


class PersonBrief(BaseModel):
    """Somebody's name."""

    id: UUID
    name: str


class OrganisationBrief(BaseModel):
    """A team's name and member state (ISO 3166-1 alpha-3)."""

    id: UUID
    name: str
    acronym: str
    country: str | None


class GroupBrief(BaseModel):
    """A sharing group's name."""

    id: UUID
    name: str
