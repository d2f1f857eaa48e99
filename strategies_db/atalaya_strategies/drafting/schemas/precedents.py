"""Coverage, neighbours, precedents and sources as the API takes and says them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.pages import Page
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.search.schemas import Piece
from atalaya_strategies.drafting.schemas.texts import Quote
from atalaya_strategies.drafting.similarity import Because


class ElementCovered(Schema):
    """How far the draft's texts cover an element."""

    code: str
    label: str
    parent: str | None
    covered: bool
    strength: float = Field(description="From 0 to 1, which is never reached.")
    mentions: int
    concepts: list[str] = Field(description="Ids of the concepts that are said.")
    sections: list[UUID] = Field(description="The sections that say them, the most first.")


class CoverageRead(Schema):
    """The draft against a vocabulary."""

    vocabulary: str
    share: float = Field(description="How many of the elements without parts are covered, 0 to 1.")
    elements: list[ElementCovered]
    missing: list[str] = Field(description="Codes of the elements without parts of which nothing is said.")


class NeighbourRead(Schema):
    """A state that is like the draft's, and why."""

    place: str
    score: float
    because: list[Because]
    languages: list[str] = Field(description="Official in both, of the four of the OAS.")
    documents: int = Field(description="Public documents of it that can be read here.")


class Precedent(Schema):
    """A passage of another state's strategy."""

    passage_id: UUID
    document_id: UUID
    edition_id: UUID | None
    place: str
    title: str
    year: int | None
    language: str
    page: int
    ordinal: int
    heading: str = Field(description="All headings over it, from the widest, with “ › ” between them.")
    text: list[Piece] = Field(description="The passage; what says the concepts is a hit.")
    concepts: list[str] = Field(description="Ids of the concepts for which it is shown.")
    mentions: int
    likeness: float
    because: list[Because]
    url: str = Field(description="Path of the page in the web application, with the passage marked.")
    cited_as: int | None = Field(description="The number of the source of this draft that it is already.")


class PrecedentList(Page[Precedent]):
    """A page of precedents."""

    total: int
    places: list[str] = Field(description="States of which there are any, the most alike first.")


class SourceCreate(Input):
    """A passage to cite, and the words of it that matter."""

    passage_id: UUID
    quote: Quote = Field("", description="As they stand in the passage.")


class SourceRead(Schema):
    """What the draft cites as `[^number]`."""

    number: int
    document_id: UUID | None = Field(description="Null when the document was removed since.")
    place: str
    page: int
    quote: str
    citation: str
    address: str = Field(description="The official address, or the page here where none is known; perhaps empty.")
    url: str | None = Field(description="Path of the page in the web application, while the document is here.")
    added_by: PersonCard | None
    created_at: datetime
    sections: list[UUID] = Field(description="The sections that cite it.")
