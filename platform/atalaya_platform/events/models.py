"""Streams and their gapless events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, String, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table


class Stream(Table, table=True):
    """A numbered sequence of live events with one audience: a topic, a channel, a group, a person.

    `audience` and `label` are those of the object that the stream belongs to, `object_id` its id.
    """

    __tablename__ = "stream"

    name: str = Field(primary_key=True, sa_type=Text)
    object_id: UUID
    audience: str = Field(sa_type=Text)
    label: str = Field(default="TLP:AMBER", sa_type=String(16))
    head: int = Field(default=0, sa_type=BigInteger)


class StreamEvent(Table, table=True):
    """One event of a stream; (stream, seq) has no gaps because seq is given under the stream's row lock."""

    __tablename__ = "stream_event"

    stream: str = Field(sa_column=Column(ForeignKey("stream.name", ondelete="CASCADE"), primary_key=True))
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    type: str = Field(sa_type=Text)
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), server_default=func.now(), nullable=False))
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
