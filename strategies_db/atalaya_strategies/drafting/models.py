"""Tables of drafts: the draft with its sections and their versions, and what people say and decide about it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Labelled, Table, Timestamped, audience_column

Moment = DateTime(timezone=True)


def _draft(*, primary_key: bool = False, index: bool = False) -> Any:
    """A column that names the draft and goes with it."""
    return Field(
        sa_column=Column(
            ForeignKey("strategy_draft.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False, index=index
        )
    )


def _section(*, nullable: bool) -> Any:
    """A column that names a section and goes with it."""
    column: Column[UUID] = Column(ForeignKey("strategy_draft_section.id", ondelete="CASCADE"), nullable=nullable)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


def _person() -> Any:
    """A column that names a person and forgets whoever is deleted."""
    return Field(default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True))


class StrategyDraft(Table, Identified, Timestamped, Labelled, table=True):
    """A strategy that is being written for a state (`place`), with a label, in a sharing group.

    `version` counts changes of the draft itself and of the order of its sections, not of their texts; `touched_at` is
    the last change of anything. `sources` and `snapshots` are the numbers given last. Once `archived_at` is set it is
    read, and nothing in it changes.
    """

    __tablename__ = "strategy_draft"
    __mapper_args__ = {"eager_defaults": True}  # an update, too, brings back the `audience` that it results in
    __table_args__ = (
        Index("ix_strategy_draft_audience_touched_at", "audience", "touched_at", "id", postgresql_include=["label"]),
    )

    title: str = Field(sa_type=Text)
    place: str = Field(sa_type=String(16))
    language: str = Field(sa_type=String(8))
    vocabulary: str = Field(sa_type=String(40))
    phase: str = Field(default="initiation", sa_type=String(16))
    version: int = 1
    touched_at: datetime = Field(sa_type=Moment)
    sources: int = 0
    snapshots: int = 0
    archived_at: datetime | None = Field(default=None, sa_type=Moment)
    archived_by: UUID | None = _person()
    audience: str = Field(default=None, sa_column=audience_column())


class DraftEditor(Table, Timestamped, table=True):
    """Somebody among the draft's readers who writes in it, besides the owner organisation's own people."""

    __tablename__ = "strategy_draft_editor"

    draft_id: UUID = _draft(primary_key=True)
    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    named_by: UUID | None = _person()


class DraftSection(Table, Identified, Timestamped, table=True):
    """A part of the draft: a chapter (`level` 1) or a section in it (2), perhaps for an element of the vocabulary.

    `position` orders those that stand in the draft. A section that was removed keeps everything and can come back.
    `covers` are the vocabulary's elements without parts that the text speaks of, as measured when it was saved; None
    where it was not measured; `measured_with` is the release of the thesaurus (`concepts/recognising.py`) by which.
    """

    __tablename__ = "strategy_draft_section"
    __table_args__ = (Index("ix_strategy_draft_section_draft_id", "draft_id", "position"),)

    draft_id: UUID = _draft()
    position: int
    level: int = 2
    element: str | None = Field(default=None, sa_type=String(40))
    title: str = Field(sa_type=Text)
    body: str = Field(default="", sa_type=Text)
    html: str = Field(default="", sa_type=Text)
    covers: list[str] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True))
    measured_with: str = Field(default="", sa_type=String(16))
    version: int = 1
    edited_by: UUID | None = _person()
    edited_at: datetime = Field(sa_type=Moment)
    removed_at: datetime | None = Field(default=None, sa_type=Moment)
    removed_by: UUID | None = _person()


class DraftRevision(Table, Identified, table=True):
    """A text that a section had: each one that was saved, never changed nor removed."""

    __tablename__ = "strategy_draft_revision"
    __table_args__ = (Index("uq_strategy_draft_revision_version", "section_id", "version", unique=True),)

    section_id: UUID = _section(nullable=False)
    version: int
    title: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    restored: int | None = None
    person_id: UUID | None = _person()
    written_at: datetime = Field(sa_type=Moment)


class DraftPhase(Table, Identified, table=True):
    """That the draft went from one phase to another, never changed nor removed."""

    __tablename__ = "strategy_draft_phase"
    __table_args__ = (Index("ix_strategy_draft_phase_draft_id", "draft_id", "at"),)

    draft_id: UUID = _draft()
    before: str = Field(sa_type=String(16))
    after: str = Field(sa_type=String(16))
    reason: str = Field(default="", sa_type=Text)
    snapshot: int | None = None
    person_id: UUID | None = _person()
    at: datetime = Field(sa_type=Moment)


class DraftSnapshot(Table, Identified, table=True):
    """The whole text as it was at a moment, never changed nor removed.

    `content` holds `sections` and `sources` as they were; `sha256` is of its canonical JSON.
    """

    __tablename__ = "strategy_draft_snapshot"
    __table_args__ = (Index("uq_strategy_draft_snapshot_number", "draft_id", "number", unique=True),)

    draft_id: UUID = _draft()
    number: int
    phase: str = Field(sa_type=String(16))
    title: str = Field(sa_type=Text)
    content: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    sha256: bytes = Field(sa_type=LargeBinary)
    taken_by: UUID | None = _person()
    taken_at: datetime = Field(sa_type=Moment)


class DraftComment(Table, Identified, Timestamped, table=True):
    """What somebody says about the draft, or about a section and words quoted from it; or a reply to that."""

    __tablename__ = "strategy_draft_comment"
    __table_args__ = (Index("ix_strategy_draft_comment_draft_id", "draft_id", "id"),)

    draft_id: UUID = _draft()
    section_id: UUID | None = _section(nullable=True)
    parent_id: UUID | None = Field(
        default=None,
        sa_column=Column(ForeignKey("strategy_draft_comment.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    author_id: UUID | None = _person()
    quote: str = Field(default="", sa_type=Text)
    body: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    version: int = 1
    edited_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_by: UUID | None = _person()


class DraftTask(Table, Identified, Timestamped, table=True):
    """Something that is to be done for the draft."""

    __tablename__ = "strategy_draft_task"
    __table_args__ = (
        Index("ix_strategy_draft_task_draft_id", "draft_id", "id"),
        Index("ix_strategy_draft_task_due_on", "due_on"),
    )

    draft_id: UUID = _draft()
    section_id: UUID | None = _section(nullable=True)
    title: str = Field(sa_type=Text)
    assignee_id: UUID | None = _person()
    due_on: date | None = Field(default=None, sa_type=Date)
    version: int = 1
    made_by: UUID | None = _person()
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: UUID | None = _person()


class DraftSource(Table, Identified, Timestamped, table=True):
    """What the draft cites, by its number: as it was when it was cited, whatever becomes of the document.

    One that was taken off the list keeps its number, and comes back with a text that cites it.
    """

    __tablename__ = "strategy_draft_source"
    __table_args__ = (Index("uq_strategy_draft_source_number", "draft_id", "number", unique=True),)

    draft_id: UUID = _draft()
    number: int
    document_id: UUID | None = Field(
        default=None,
        sa_column=Column(ForeignKey("strategy_document.id", ondelete="SET NULL"), nullable=True, index=True),
    )
    passage_id: UUID
    place: str = Field(sa_type=String(16))
    page: int
    ordinal: int
    quote: str = Field(default="", sa_type=Text)
    citation: str = Field(sa_type=Text)
    address: str = Field(default="", sa_type=Text)
    added_by: UUID | None = _person()
    removed_at: datetime | None = Field(default=None, sa_type=Moment)


class DraftExpertise(Table, Identified, table=True):
    """That the draft's people asked for expertise on elements, and whether that is still open."""

    __tablename__ = "strategy_draft_expertise"
    __table_args__ = (Index("ix_strategy_draft_expertise_draft_id", "draft_id", "asked_at"),)

    draft_id: UUID = _draft()
    kind: str = Field(sa_type=String(16))
    elements: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    needed_by: date | None = Field(default=None, sa_type=Date)
    note: str = Field(default="", sa_type=Text)
    state: str = Field(default="open", sa_type=String(8))
    asked_by: UUID | None = _person()
    asked_at: datetime = Field(sa_type=Moment)
    closed_by: UUID | None = _person()
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
