"""Tables of documents: the file that was brought, its pages, and the passages on them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import (
    BigInteger,
    Computed,
    DateTime,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.access.labels import Label
from atalaya_platform.database.base import Identified, Table
from atalaya_strategies.documents.reading.kinds import MEDIA_TYPES
from atalaya_strategies.documents.reading.outcome import Kind

Moment = DateTime(timezone=True)
AUDIENCE = "CASE WHEN published THEN 'public' ELSE 'curators' END"
"""A published document is TLP:CLEAR and public by itself. Nobody holds the other token: the table's policy lets
curators, the state's contact points and whoever reads its edition at what is not."""


def _another(*, index: bool = False) -> Any:
    """A column that names another document and forgets one that is removed."""
    return Field(
        default=None,
        sa_column=Column(ForeignKey("strategy_document.id", ondelete="SET NULL"), nullable=True, index=index),
    )


def _document() -> Any:
    """A column that names a document and goes with it."""
    return Field(sa_column=Column(ForeignKey("strategy_document.id", ondelete="CASCADE"), primary_key=True))


class Document(Table, Identified, table=True):
    """A file that was brought, of a state or body (`place`) and perhaps of an edition, whose readers then read it too.

    `published` makes it public by itself, as what has no edition in the catalogue needs. `version` counts
    corrections and readings: it rises whenever the passages change.

    Its bytes are in the file store under its own id; `address` is where they were fetched. `kind` is empty until it is
    read; `mislabelled` says that its name tells another kind. `replaced` counts characters whose bytes were broken,
    `unread_pages` pages without usable text. `sketch` and `similarity` are those of `reading/sketch.py`;
    `annotated_with` is the release of the thesaurus (`concepts/recognising.py`) that its passages' concepts are of.
    """

    __tablename__ = "strategy_document"
    __mapper_args__ = {"eager_defaults": True}  # an update, too, brings back what is computed from it
    __table_args__ = (
        UniqueConstraint("sha256", "name", name="uq_strategy_document_sha256_name"),
        Index("ix_strategy_document_place", "place", "imported_at", "id"),
        Index("ix_strategy_document_imported_at", "imported_at", "id"),
    )

    edition_id: UUID | None = Field(
        default=None,
        sa_column=Column(ForeignKey("strategy_edition.id", ondelete="SET NULL"), nullable=True, index=True),
    )
    place: str = Field(sa_type=String(16))
    language: str = Field(default="", sa_type=String(8))
    title: str = Field(default="", sa_type=Text)
    name: str = Field(sa_type=Text)
    kind: str = Field(default="", sa_type=String(8))
    mislabelled: bool = False
    size: int = Field(sa_type=BigInteger)
    sha256: bytes = Field(sa_type=LargeBinary)
    published: bool = False
    version: int = 1
    scanned: str = Field(default="", sa_type=Text)
    address: str = Field(default="", sa_type=Text)
    state: str = Field(default="waiting", sa_type=String(16))
    fault: str = Field(default="", sa_type=String(24))
    fault_detail: str = Field(default="", sa_type=Text)
    encoding: str = Field(default="", sa_type=String(24))
    replaced: int = 0
    page_count: int = 0
    unread_pages: int = 0
    sketch: bytes | None = Field(default=None, sa_type=LargeBinary)
    duplicate_of: UUID | None = _another(index=True)
    near_duplicate_of: UUID | None = _another()
    similarity: float | None = Field(default=None, sa_type=Float)
    imported_at: datetime = Field(sa_type=Moment)
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    annotated_with: str = Field(default="", sa_type=String(16))
    added_by: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )

    audience: str = Field(
        default=None, sa_column=Column("audience", String, Computed(AUDIENCE, persisted=True), nullable=False)
    )

    @property
    def media_type(self) -> str:
        """As its content shows; never one that a browser would run."""
        kind = Kind(self.kind) if self.kind in list(Kind) else None
        return MEDIA_TYPES[kind] if kind in (Kind.PDF, Kind.DOCX) and kind else "application/octet-stream"

    @property
    def label(self) -> Label:
        """What governments publish, and what is not yet read by all is kept by the access rule."""
        return Label.CLEAR


class DocumentPage(Table, table=True):
    """One page: its cleaned text, and whether that is not usable. `source` is the text layer, or recognition."""

    __tablename__ = "strategy_page"

    document_id: UUID = _document()
    number: int = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    needs_ocr: bool = False
    source: str = Field(default="text_layer", sa_type=String(16))


class Passage(Table, table=True):
    """A part of a page's text, from `start` to `end` (exclusive, in characters); `ordinal` counts those of the page.

    `concepts` holds `[concept, start, end]` for each term that says one, with its place in the page's text. The id is
    made of document, page and ordinal, so that what points to it still does after reading again.
    """

    __tablename__ = "strategy_passage"
    __table_args__ = (UniqueConstraint("document_id", "page", "ordinal", name="uq_strategy_passage_document_id_page"),)

    id: UUID = Field(primary_key=True)
    document_id: UUID = Field(sa_column=Column(ForeignKey("strategy_document.id", ondelete="CASCADE"), nullable=False))
    page: int
    ordinal: int
    start: int
    end: int
    heading: str = Field(default="", sa_type=Text)
    language: str = Field(default="", sa_type=String(8))
    concepts: list[list[Any]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))


def passage_id(document_id: UUID, page: int, ordinal: int) -> UUID:
    """The id of a passage by its place."""
    return uuid5(document_id, f"{page}.{ordinal}")
