"""Tables of chat: channels and conversations, their messages, and what each reader keeps about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.types import Uuid
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Labelled, Table, Timestamped, audience_column

Moment = DateTime(timezone=True)


class Channel(Table, Identified, Timestamped, Labelled, table=True):
    """A place to chat: of a sharing group, or (without a group) a conversation of the people named on it.

    `general` marks the group's first channel. `people_key` is what makes the same people find the same
    conversation. `watched` says that somebody wants to hear of every message, not only of mentions.
    """

    __tablename__ = "channel"
    __mapper_args__ = {"eager_defaults": True}
    __table_args__ = (
        Index("uq_channel_general", "group_id", unique=True, postgresql_where=text("general")),
        Index("uq_channel_people_key", "people_key", unique=True),
    )

    name: str = Field(sa_type=Text)
    topic: str = Field(default="", sa_type=Text)
    general: bool = False
    archived: bool = False
    watched: bool = False
    people_key: str | None = Field(default=None, sa_type=Text)
    version: int = 1
    audience: str = Field(default=None, sa_column=audience_column())


class Message(Table, Timestamped, table=True):
    """A message; its id was chosen by the client, and `sent_hash` tells a repetition from another message.

    `seq` is the number in the channel's stream under which it was sent: rising, with gaps where the stream
    carried something else. A deleted message stays as a tombstone without its text.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("uq_message_channel_seq", "channel_id", "seq", unique=True),
        Index("ix_message_words", "words", postgresql_using="gin"),
        Index("ix_message_thread_root", "thread_root", "seq", postgresql_where=text("thread_root IS NOT NULL")),
        Index("ix_message_pinned", "channel_id", "pinned_at", postgresql_where=text("pinned_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    channel_id: UUID = Field(sa_column=Column(ForeignKey("channel.id", ondelete="CASCADE"), nullable=False))
    seq: int = Field(sa_type=BigInteger)
    author_id: UUID = Field(foreign_key="person.id")
    body: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    words: str = Field(sa_column=Column(TSVECTOR, nullable=False))
    reply_to: UUID | None = None
    thread_root: UUID | None = None
    mentioned: list[UUID] = Field(sa_column=Column(ARRAY(Uuid), nullable=False))
    mentions_all: bool = False
    sent_hash: bytes = Field(sa_type=LargeBinary)
    version: int = 1
    edited_at: datetime | None = Field(default=None, sa_type=Moment)
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)
    deleted_by: UUID | None = Field(default=None, foreign_key="person.id")
    pinned_at: datetime | None = Field(default=None, sa_type=Moment)
    pinned_by: UUID | None = Field(default=None, foreign_key="person.id")
    topic_id: UUID | None = None


class MessageRevision(Table, Identified, table=True):
    """What a message said before an edit; gone, like the message's own text, once it is deleted."""

    __tablename__ = "message_revision"

    message_id: UUID = Field(sa_column=Column(ForeignKey("message.id", ondelete="CASCADE"), nullable=False, index=True))
    version: int
    body: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    written_at: datetime = Field(sa_type=Moment)


class MessageReaction(Table, Timestamped, table=True):
    """One person's reaction to a message."""

    __tablename__ = "message_reaction"

    message_id: UUID = Field(sa_column=Column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True))
    emoji: str = Field(primary_key=True, max_length=32)
    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))


class ChannelReading(Table, table=True):
    """What one person keeps about a channel: how far it was read, and whether it may draw attention.

    `told_seq` is the last direct message that made a notification, so that one conversation makes one.
    """

    __tablename__ = "channel_reading"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    channel_id: UUID = Field(sa_column=Column(ForeignKey("channel.id", ondelete="CASCADE"), primary_key=True))
    read_seq: int = Field(default=0, sa_type=BigInteger)
    told_seq: int = Field(default=0, sa_type=BigInteger)
    muted: bool = False
