"""Comparisons as the API gives them."""

from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Schema
from atalaya_platform.search.schemas import Piece
from atalaya_strategies.catalogue.schemas.edition import EditionRef
from atalaya_strategies.catalogue.vocabulary import PlaceStanding
from atalaya_strategies.comparing.vocabulary import Became, TextState, VocabularyId
from atalaya_strategies.judging.schemas import AnnotatedConcept


class VocabularyRead(Schema):
    """The edition of the list of elements against which texts are measured."""

    id: VocabularyId
    name: str
    short: str
    edition: str
    publisher: str
    source: str


class ComparedText(Schema):
    """A text that is compared. Where there is none, it stands there all the same, and is not measured."""

    place: str = Field(description="ISO 3166-1 alpha-3 of a state, or a body's abbreviation.")
    edition: EditionRef | None = Field(description="Null for a document of no edition, and for a state without any.")
    document_id: UUID | None
    title: str = Field(description="The edition's, or the document's; empty for a state of which there is nothing.")
    year: int | None = Field(description="In which the edition was adopted.")
    language: str
    pages: int
    unread_pages: int = Field(description="Pages without usable text, which could not be measured.")
    text: TextState
    share: float | None = Field(description="How many of the elements without parts it covers, 0 to 1; null: no text.")
    public: bool = Field(description="Everybody reads it, so that it may be exported.")


class Cell(Schema):
    """How a text covers an element."""

    strength: float = Field(description="0 (nothing) towards 1, never reached; by depth and breadth, not by length.")
    passages: int = Field(description="Passages that mention one of the element's concepts.")
    mentions: int


class ElementRow(Schema):
    """An element and its cells, one for each text in their order; null where there is no text."""

    code: str
    label: str = Field(description="In the language that was asked for.")
    parent: str = Field(description="The area that it is part of; empty for areas.")
    cells: list[Cell | None]


class Comparison(Schema):
    """Texts beside each other, element by element."""

    vocabulary: VocabularyRead
    columns: list[ComparedText]
    rows: list[ElementRow]


class CountingPassage(Schema):
    """A passage that counts for an element or concept."""

    id: UUID
    page: int
    ordinal: int
    path: str = Field(description="All headings over it, from the widest, with “ › ” between them.")
    excerpt: list[Piece] = Field(description="Where its terms stand, with them marked.")
    language: str
    mentions: int = Field(description="0 for one of which a curator rejected every mention; only curators see it.")
    concepts: list[AnnotatedConcept] = Field(description="Those of the element that was asked for.")
    url: str = Field(description="Path of the page in the web application, with the passage marked.")


class CountingPassages(Schema):
    """A cell's passages, the most mentions first."""

    text: ComparedText
    items: list[CountingPassage]
    total: int


class ElementChange(Schema):
    """An element in two editions of a place, and what became of it."""

    code: str
    label: str
    parent: str
    former: Cell
    later: Cell
    change: Became


class ConceptWeight(Schema):
    """A concept in a text: `comparison/passages` lists where."""

    concept: str
    label: str
    mentions: int
    passages: int


class Differences(Schema):
    """What became of the elements and concepts from one edition to a later one; empty where one has no text."""

    vocabulary: VocabularyRead
    former: ComparedText
    later: ComparedText
    noticed: float = Field(description="By how much a strength must differ to be called stronger or weaker.")
    elements: list[ElementChange]
    new: list[ConceptWeight] = Field(
        description="Concepts that only the later text mentions, the most mentioned first."
    )
    gone: list[ConceptWeight] = Field(description="Concepts that only the former text mentions.")


class LanguageShare(Schema):
    """How many passages are written in a language."""

    language: str = Field(description="ISO 639 code; empty where it could not be told.")
    passages: int


class ProfileRow(Schema):
    """An element and how the document covers it."""

    code: str
    label: str
    parent: str
    cell: Cell | None


class Profile(Schema):
    """What a document covers, and with what."""

    vocabulary: VocabularyRead
    text: ComparedText
    rows: list[ProfileRow]
    concepts: list[ConceptWeight] = Field(description="The most mentioned first.")
    languages: list[LanguageShare]
    unread: list[int] = Field(description="Numbers of the pages without usable text, which want to be recognised.")


class EditionMark(EditionRef):
    """An edition on the timeline."""

    period_start: str
    period_end: str


class MemberState(Schema):
    """How far a member state's national strategy is."""

    code: str
    subregion: str
    standing: PlaceStanding
    newest: EditionRef | None = Field(description="Its newest adopted national cybersecurity strategy.")
    year: int | None = Field(description="In which that was adopted.")
    age: int | None = Field(description="Full calendar years since then.")
    text: ComparedText = Field(description="The text that stands for it in comparisons.")
    editions: list[EditionMark] = Field(description="Its published editions from the oldest.")


class Region(Schema):
    """The member states of the OAS side by side."""

    vocabulary: VocabularyRead
    states: list[MemberState]
