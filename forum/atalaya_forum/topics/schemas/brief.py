"""The people, teams and groups that other answers mention; null where the reader may not know of them."""

from uuid import UUID

from atalaya_platform.http.schema import Schema


class PersonBrief(Schema):
    """Somebody's name."""

    id: UUID
    name: str


class OrganisationBrief(Schema):
    """A team's name and member state (ISO 3166-1 alpha-3)."""

    id: UUID
    name: str
    acronym: str
    country: str | None


class GroupBrief(Schema):
    """A sharing group's name."""

    id: UUID
    name: str
