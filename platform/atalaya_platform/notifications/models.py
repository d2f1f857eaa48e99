"""Notifications, what people want to hear of, and how; and the mails that left."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class Mail(Table, Identified, Timestamped, table=True):
    """A mail to one address. `state` is queued, sent or failed; the text is never kept.

    `person_id` is the recipient, if somebody with an account. `error` is what the mail server last said.
    """

    __tablename__ = "mail"

    person_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=True)
    )
    address: str = Field(sa_type=Text)
    template: str = Field(sa_type=Text)
    label: str | None = Field(default=None, sa_type=String(16))
    state: str = Field(default="queued", sa_type=String(8))
    attempts: int = 0
    error: str = Field(default="", sa_type=Text)
    encrypted: bool = False
    sent_at: datetime | None = Field(default=None, sa_type=Moment)

    __table_args__ = (Index("ix_mail_person_id_id", "person_id", "id"),)


class Notification(Table, Identified, Timestamped, table=True):
    """One thing that a person was told. `mail` is none, now, digest, queued, sent or failed.

    `audience` and `label` are those of the object and follow it: a notification of what its person may no longer
    read does not exist. `in_app` is false where the person asked for mail only.
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_person_id_id", "person_id", "id"),
        Index("ix_notification_unread", "person_id", postgresql_where=text("read_at IS NULL AND in_app")),
        Index("ix_notification_mail_due", "person_id", "place", postgresql_where=text("mail IN ('now', 'digest')")),
    )

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False))
    kind: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    object_id: UUID = Field(index=True)
    audience: str = Field(sa_type=Text)
    label: str = Field(sa_type=String(16))
    title: str = Field(sa_type=Text)
    excerpt: str = Field(default="", sa_type=Text)
    url: str = Field(sa_type=Text)
    actor_id: UUID | None = None
    direct: bool = False
    in_app: bool = True
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    mail: str = Field(default="none", sa_type=String(8))
    mail_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("mail.id", ondelete="SET NULL"), nullable=True, index=True)
    )


class Subscription(Table, Timestamped, table=True):
    """Whether a person hears of a place (`topic:<id>`, `group:<id>`, `channel:<id>`): all, mentions or nothing."""

    __tablename__ = "subscription"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    place: str = Field(sa_column=Column(Text, primary_key=True, index=True))
    level: str = Field(sa_type=String(8))


def new_key() -> bytes:
    """A signing key of 256 random bits."""
    return secrets.token_bytes(32)


class NotificationPreference(Table, table=True):
    """How a person hears: per kind `{in_app: bool, mail: "none"|"now"|"digest"}`, and when the digest is sent.

    `unsubscribe_key` signs this person's unsubscribe links, so that every process can check them and a leaked
    key concerns one person.
    """

    __tablename__ = "notification_preference"
    __table_args__ = (CheckConstraint("digest_hour BETWEEN 0 AND 23", name="digest_hour"),)

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    kinds: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    digest_hour: int = 7
    digest_sent_at: datetime | None = Field(default=None, sa_type=Moment)
    unsubscribe_key: bytes = Field(default_factory=new_key, sa_type=LargeBinary)
    version: int = Field(default=1, sa_type=BigInteger)
