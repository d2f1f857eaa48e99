"""The table of judgements."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table

Moment = DateTime(timezone=True)


class Judgement(Table, Identified, table=True):
    """What somebody said of a concept in a passage; never edited nor removed, the latest counts (ids ascend by time).

    `passage_id` is a value and no reference: reading the document again removes its passages and puts others with the
    same ids in their place, and the judgements stay. `language` is the passage's, for the quality figures.
    """

    __tablename__ = "strategy_judgement"
    __table_args__ = (
        CheckConstraint("verdict IN ('confirmed', 'rejected', 'withdrawn')", name="verdict"),
        Index("ix_strategy_judgement_document_id", "document_id", "passage_id", "concept", "id"),
    )

    document_id: UUID = Field(sa_column=Column(ForeignKey("strategy_document.id", ondelete="CASCADE"), nullable=False))
    passage_id: UUID
    concept: str = Field(sa_type=String(80))
    language: str = Field(default="", sa_type=String(8))
    verdict: str = Field(sa_type=String(16))
    person_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
    at: datetime = Field(sa_type=Moment)
