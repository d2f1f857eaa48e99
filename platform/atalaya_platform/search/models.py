"""The queue of objects whose search documents are out of date."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Integer, Text, func
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table


class SearchChange(Table, table=True):
    """An object to index again; written in the act's transaction, removed after the engine committed.

    `version` rises with every change, so that a change during indexing is not removed with the one before it.
    """

    __tablename__ = "search_change"

    kind: str = Field(sa_column=Column(Text, primary_key=True))
    object_id: UUID = Field(primary_key=True)
    version: int = Field(sa_column=Column(Integer, nullable=False, server_default="1"))
    at: datetime = Field(
        sa_column=Column(DateTime(timezone=True), server_default=func.now(), nullable=False, index=True)
    )
