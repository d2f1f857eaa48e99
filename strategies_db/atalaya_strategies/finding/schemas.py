"""What finding passages answers with."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Schema
from atalaya_platform.search.schemas import FacetValue, Piece


class HowSeen(StrEnum):
    """How a concept's term was seen in the query."""

    EXACT = "exact"
    OTHER_FORM = "other_form"
    HALF_TYPED = "half_typed"
    MISSPELT = "misspelt"


class TermRead(Schema):
    """A term and its language (ISO 639-1)."""

    language: str
    text: str


class ConceptSeen(Schema):
    """A concept that the query asks for, so that its passages are found in every language; and why."""

    concept: str = Field(description="Its id in the thesaurus.")
    label: str = Field(description="Its preferred term in the language that was asked for.")
    start: int = Field(description="Where its words begin in the query, in characters.")
    end: int
    how: HowSeen
    term: TermRead = Field(description="The term that was seen.")
    beside: list[TermRead] = Field(description="What is looked for besides, in the other languages.")
    narrower: list[str] = Field(description="Labels of narrower concepts that count too, at less weight.")


class WordSeen(Schema):
    """A word of the query besides its concepts, and what it is called in the other languages."""

    term: TermRead = Field(description="As it was typed.")
    beside: list[TermRead] = Field(description="What is looked for besides: the most usual word of each language.")


class PassageFound(Schema):
    """A passage that was found."""

    id: UUID
    page: int
    ordinal: int
    heading: list[Piece] = Field(description="The heading over it, with what matched.")
    path: str = Field(description="All headings over it, from the widest, with “ › ” between them.")
    excerpt: list[Piece]
    language: str
    url: str = Field(description="Path of the page in the web application, with the passage marked.")


class DocumentFound(Schema):
    """A document with those of its passages that were found, the best first."""

    id: UUID
    title: str
    place: str
    year: int | None = Field(description="In which the edition was adopted.")
    edition_id: UUID | None
    language: str
    passages: list[PassageFound]
    more: int = Field(description="Further passages among those found, which are not listed here.")


class PassagesFound(Schema):
    """Documents with their passages. Without grouping each passage stands in a document of its own."""

    items: list[DocumentFound]
    documents: int = Field(description="How many documents the best passages stand in; `items` are the first of them.")
    total: int = Field(description="An estimate of how many passages there are; only what you may see is counted.")
    facets: dict[str, list[FacetValue]]
    concepts: list[ConceptSeen]
    words: list[WordSeen]
    milliseconds: float = Field(description="Time spent in the engine.")


class ConceptLabel(Schema):
    """A concept or element and its label."""

    id: str
    label: str
    parent: str = Field(description="The element that it is part of; empty for areas, and for concepts.")


class Vocabulary(Schema):
    """The names of facet values, in the language that was asked for."""

    concepts: list[ConceptLabel]
    elements: list[ConceptLabel] = Field(description="Of the Guide to Developing a National Cybersecurity Strategy.")
    objectives: list[ConceptLabel] = Field(description="Of ENISA's guide for national strategies.")
    factors: list[ConceptLabel] = Field(description="Of the Cybersecurity Capacity Maturity Model, with dimensions.")
