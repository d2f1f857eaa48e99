"""Notifications, what people want to hear of, and how."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class Notification(Table, Identified, Timestamped, table=True):
    """One thing that a person was told. `mail` is none, now, digest, sent or failed."""

    __tablename__ = "notification"
    __table_args__ = (Index("ix_notification_person_id_id", "person_id", "id"),)

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False))
    kind: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    object_id: UUID
    label: str = Field(sa_type=String(16))
    title: str = Field(sa_type=Text)
    excerpt: str = Field(default="", sa_type=Text)
    url: str = Field(sa_type=Text)
    actor_id: UUID | None = None
    direct: bool = False
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    mail: str = Field(default="none", sa_type=String(8))


class Subscription(Table, Timestamped, table=True):
    """Whether a person hears of a place (`topic:<id>`, `group:<id>`, `channel:<id>`): all, mentions or nothing."""

    __tablename__ = "subscription"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    place: str = Field(sa_column=Column(Text, primary_key=True, index=True))
    level: str = Field(sa_type=String(8))


class NotificationPreference(Table, table=True):
    """How a person hears: per kind `{in_app: bool, mail: "none"|"now"|"digest"}`, and when the digest is sent."""

    __tablename__ = "notification_preference"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    kinds: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    digest_hour: int = 7
    digest_sent_at: datetime | None = Field(default=None, sa_type=Moment)
    version: int = Field(default=1, sa_type=BigInteger)
