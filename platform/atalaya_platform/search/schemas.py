"""What searching answers with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Schema


# An answer has hundreds of these two: a plain class is made in a fifth of a model's time.
@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `hit` says that it matched."""

    text: str
    hit: bool = False


class Found(Schema):
    """One object found, readable by the caller at this moment."""

    id: UUID = Field(description="The object's id.")
    kind: str
    title: list[Piece]
    excerpt: list[Piece]
    subtitle: str = Field(description="Where it belongs: its group, country or channel.")
    url: str = Field(description="Path in the web application.")
    label: Label | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many of what was found have it."""

    value: str
    count: int


class SearchAnswer(Schema):
    """Objects found, best first. `named` are those for named people only, found by the database."""

    items: list[Found]
    named: list[Found] = Field(description="TLP:RED and other content for named people, you among them.")
    total: int = Field(description="An estimate of how many there are; only what you may see is counted.")
    facets: dict[str, list[FacetValue]]
    milliseconds: float = Field(description="Time spent in the engine.")


class SearchStatus(Schema):
    """How far search is behind the database."""

    engine: str
    healthy: bool
    documents: int
    waiting: int = Field(description="Objects whose documents are out of date.")
    oldest_seconds: float
    needs_rebuild: bool
    checked_at: datetime
