"""Versions of texts and what changed between them, as the API says them."""

from datetime import datetime

from pydantic import Field

from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Schema
from atalaya_strategies.drafting.vocabulary import Change


class VersionEntry(Schema):
    """A version of a section's text, or several that one person saved within minutes: `first` to `version`."""

    version: int
    first: int = Field(description="The earliest of the versions that are told together.")
    title: str
    person: PersonCard | None
    written_at: datetime
    characters: int
    restored: int | None = Field(description="The version whose text it took up again.")


class VersionRead(Schema):
    """A text that a section had."""

    version: int
    title: str
    body: str
    html: str
    person: PersonCard | None
    written_at: datetime
    restored: int | None


class DiffPiece(Schema):
    """A part of the two texts: in both, only in the later, or only in the earlier one."""

    op: Change
    text: str


class Diff(Schema):
    """What changed between two versions of a section. Headings are compared as whole."""

    before: int
    after: int
    title_before: str
    title_after: str
    pieces: list[DiffPiece]
    added: int = Field(description="Words.")
    removed: int = Field(description="Words.")
