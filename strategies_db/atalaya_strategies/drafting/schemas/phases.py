"""Phases and snapshots as the API says them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Schema
from atalaya_strategies.drafting.schemas.versions import DiffPiece
from atalaya_strategies.drafting.vocabulary import Phase


class PhaseRead(Schema):
    """One change of phase."""

    before: Phase
    after: Phase
    reason: str
    snapshot: int | None = Field(description="The number of the text that was frozen then.")
    person: PersonCard | None
    at: datetime


class SnapshotCard(Schema):
    """The whole text as it was frozen, without it."""

    number: int
    phase: Phase
    title: str
    sha256: str = Field(description="Of title, sections and sources as JSON with sorted keys; 64 hexadecimal digits.")
    taken_by: PersonCard | None
    taken_at: datetime


class SnapshotSection(Schema):
    """A section as it was."""

    id: UUID
    level: int
    element: str | None
    title: str
    version: int
    body: str
    html: str


class SnapshotSource(Schema):
    """A source as it was."""

    number: int
    place: str
    page: int
    quote: str
    citation: str
    address: str


class SnapshotRead(SnapshotCard):
    """The whole text as it was frozen."""

    sections: list[SnapshotSection]
    sources: list[SnapshotSource]


class SectionDiff(Schema):
    """What changed in one section. A section that is only in one of the two texts is all added, or all removed."""

    section_id: UUID
    title_before: str | None
    title_after: str | None
    pieces: list[DiffPiece]


class SnapshotDiff(Schema):
    """What changed from a snapshot to another, or to the present; sections that say the same are left out."""

    before: int
    after: int | None = Field(description="Null for the present text.")
    sections: list[SectionDiff]
