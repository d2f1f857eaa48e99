"""Attachments: what is known of a stored file. Its label is its object's."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary, String, Text, text
from sqlmodel import Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class File(Table, Identified, Timestamped, table=True):
    """An uploaded file. Until it is attached, `audience` is `person:<author>` and `object_id` the author's id;

    attached, both are those of the labelled object (topic, channel) that it was posted in, and `post_id` names the
    post or message within.
    """

    __tablename__ = "file"
    __table_args__ = (Index("ix_file_unattached", "created_at", postgresql_where=text("attached_at IS NULL")),)

    author_id: UUID = Field(foreign_key="person.id", index=True)
    object_id: UUID = Field(index=True)
    post_id: UUID | None = Field(default=None, index=True)
    audience: str = Field(sa_type=Text)
    label: str = Field(default="TLP:AMBER", sa_type=String(16))
    name: str = Field(sa_type=Text)
    media_type: str = Field(sa_type=Text)
    size: int = Field(sa_type=BigInteger)
    sha256: bytes = Field(sa_type=LargeBinary)
    scanned: str = Field(default="not configured", sa_type=Text)
    attached_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
