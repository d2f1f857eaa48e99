"""Tables of saved searches, and of the texts that they were not tried on yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class SavedSearch(Table, Identified, Timestamped, table=True):
    """A search that a person keeps under a name; only that person reads it. `wanted` is a `SearchWanted`.

    With `told` the person hears of new texts with passages that it finds.
    """

    __tablename__ = "strategy_saved_search"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
    name: str = Field(sa_type=Text)
    wanted: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    told: bool = True


class NewText(Table, table=True):
    """That a document's text is there for everybody to find: since when, and when saved searches were tried on it.

    A document has one row for good, so that it is new once.
    """

    __tablename__ = "strategy_new_text"
    __table_args__ = (Index("ix_strategy_new_text_waiting", "since", postgresql_where=text("tried_at IS NULL")),)

    document_id: UUID = Field(
        sa_column=Column(ForeignKey("strategy_document.id", ondelete="CASCADE"), primary_key=True)
    )
    since: datetime = Field(sa_type=DateTime(timezone=True))
    tried_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
