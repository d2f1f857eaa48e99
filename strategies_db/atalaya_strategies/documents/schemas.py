"""Documents as the API gives them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.http.pages import Page
from atalaya_platform.http.schema import Input, Schema
from atalaya_strategies.catalogue.schemas.facts import LanguageCode, PlaceCode, Title
from atalaya_strategies.documents.reading.faults import Fault
from atalaya_strategies.documents.reading.outcome import Kind, PageSource
from atalaya_strategies.documents.vocabulary import DocumentState


class DocumentCard(Schema):
    """A document in a list."""

    id: UUID
    place: str = Field(description="ISO 3166-1 alpha-3 of a state, or a body's abbreviation.")
    edition_id: UUID | None = Field(description="The edition whose text it is; null while that is not known.")
    title: str
    name: str = Field(description="What the file is called.")
    kind: Kind | None = Field(description="As the content shows; null until it is read.")
    language: str = Field(description="ISO 639 code; empty where the text does not tell.")
    state: DocumentState
    fault: Fault | None = Field(description="Why it could not be read.")
    advice: str = Field(description="What to do about the fault, in the language that was asked for; or empty.")
    size: int = Field(description="Bytes.")
    pages: int
    unread_pages: int = Field(description="Pages without usable text, which want to be recognised (OCR).")
    duplicate_of: UUID | None = Field(description="The document of exactly the same bytes, whose pages are its pages.")
    near_duplicate_of: UUID | None = Field(description="The document whose text is most like this one's.")
    similarity: float | None = Field(description="How alike the two texts are, from 0.5 to 1.")
    imported_at: datetime
    public: bool = Field(description="It is TLP:CLEAR and read by everybody, by itself or with its edition.")


class DocumentList(Page[DocumentCard]):
    """A page of a list of documents."""


class PageState(Schema):
    """One page of a document, without its text."""

    number: int
    characters: int
    needs_ocr: bool = Field(description="It has no usable text.")
    source: PageSource


class DocumentFull(DocumentCard):
    """Everything about a document but its texts."""

    sha256: str = Field(description="Of the original, 64 hexadecimal digits.")
    scanned: str = Field(description="What the virus scanner said, or that none is configured; empty for an import.")
    published: bool = Field(description="It is public by itself, whatever becomes of its edition.")
    version: int
    address: str = Field(description="The official address that it was fetched from; empty for one that was brought.")
    mislabelled: bool = Field(description="Its name says that it is of another kind than it is.")
    encoding: str = Field(description="That of a text or web page.")
    replaced: int = Field(description="Characters whose bytes were broken; U+FFFD stands in their place.")
    read_at: datetime | None
    page_states: list[PageState] = Field(description="A duplicate's are those of the document that it is one of.")
    may_change: bool = Field(description="You may read it again or remove it.")


class PassageRead(Schema):
    """A part of the page's text: `text[start:end]`, counted in characters (code points)."""

    id: UUID
    ordinal: int
    start: int
    end: int
    heading: str = Field(description="The headings over it, from the widest, with “ › ” between them.")
    language: str


class PageRead(Schema):
    """One page of a document: its text and the passages on it."""

    document: DocumentCard
    number: int
    text: str
    needs_ocr: bool
    source: PageSource
    passages: list[PassageRead]


class DocumentUpdate(Input):
    """What to correct; what is left out stays."""

    title: Title | None = None
    language: LanguageCode | None = None
    place: PlaceCode | None = None
    edition_id: UUID | None = Field(None, description="The edition whose text it is; null takes it from its edition.")
    published: bool | None = Field(None, description="Everybody reads it, as TLP:CLEAR, also without an edition.")
