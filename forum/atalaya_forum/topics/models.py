"""Tables of topics: topics and their posts, and what each reader and team keeps about them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Labelled, Table, Timestamped, audience_column

Moment = DateTime(timezone=True)


def _child(target: str, *, primary_key: bool = False, index: bool = False) -> Any:
    """A column that names the parent and goes with it."""
    return Field(
        sa_column=Column(ForeignKey(target, ondelete="CASCADE"), primary_key=primary_key, nullable=False, index=index)
    )


def _texts() -> Any:
    return Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default="{}"))


class Topic(Table, Identified, Timestamped, Labelled, table=True):
    """A thread in a sharing group, with a label. Its opening post is number 1.

    `last_number` is the number of its newest post: numbers are given under this row's lock, so they have no gap.
    `version` counts edits of the topic itself, not posts. The advisory's own columns are empty on other kinds;
    `indicators` is a list of `{type, value, comment}` whose values are defanged. Every list starts from
    `audience`: the indexes begin with it, so that a page costs the same however much others write elsewhere, and
    hold `label`, so that the access rule is decided within them.
    """

    __tablename__ = "topic"
    __mapper_args__ = {"eager_defaults": True}  # an update, too, brings back the `audience` that it results in
    __table_args__ = (
        Index("ix_topic_audience_activity", "audience", "last_activity", "id", postgresql_include=["label"]),
        Index(
            "ix_topic_audience_group_activity",
            "audience",
            "group_id",
            "last_activity",
            "id",
            postgresql_include=["label"],
        ),
        Index(
            "ix_topic_audience_kind_activity", "audience", "kind", "last_activity", "id", postgresql_include=["label"]
        ),
        Index("ix_topic_pinned", "audience", "group_id", postgresql_where=text("pinned")),
        Index("ix_topic_acknowledge_by", "acknowledge_by", postgresql_where=text("acknowledge_by IS NOT NULL")),
        Index("ix_topic_promoted_from", "promoted_from_id", postgresql_where=text("promoted_from_id IS NOT NULL")),
        Index("ix_topic_review_on", "review_on", postgresql_where=text("review_on IS NOT NULL")),
    )

    kind: str = Field(sa_type=String(16))
    title: str = Field(sa_type=Text)
    language: str = Field(default="", sa_type=String(8))
    tags: list[str] = _texts()
    pinned: bool = False
    locked: bool = False
    last_number: int = 0
    last_activity: datetime = Field(sa_type=Moment)
    last_author_id: UUID | None = Field(default=None, foreign_key="person.id")
    excerpt: str = Field(default="", sa_type=Text)
    accepted_post_id: UUID | None = None
    promoted_from_id: UUID | None = None
    version: int = 1
    edited_at: datetime | None = Field(default=None, sa_type=Moment)
    review_on: date | None = Field(default=None, sa_type=Date)
    severity: str | None = Field(default=None, sa_type=String(8))
    cvss_vector: str = Field(default="", sa_type=Text)
    products: list[str] = _texts()
    cves: list[str] = _texts()
    indicators: list[dict[str, str]] = Field(
        default_factory=list, sa_column=Column(JSONB, nullable=False, server_default="[]")
    )
    acknowledge_by: date | None = Field(default=None, sa_type=Date)
    audience: str = Field(default=None, sa_column=audience_column())


class Post(Table, Identified, Timestamped, table=True):
    """A message of a topic, with its rendering. A post that is not shown keeps its number and leaves a trace.

    `moved_to_id` is set on the trace of a post that was split off into that topic. `organisation_id` is the team
    that its author wrote for. `attachments` counts files, so that pages without any ask nobody for them.
    """

    __tablename__ = "post"
    __table_args__ = (
        Index("uq_post_topic_number", "topic_id", "number", unique=True),
        Index("ix_post_flagged", "topic_id", "id", postgresql_where=text("open_flags > 0")),
    )

    topic_id: UUID = _child("topic.id")
    number: int
    author_id: UUID = Field(foreign_key="person.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    body: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    reply_to_id: UUID | None = None
    attachments: int = 0
    version: int = 1
    state: str = Field(default="shown", sa_type=String(8))
    state_by: UUID | None = Field(default=None, foreign_key="person.id")
    state_at: datetime | None = Field(default=None, sa_type=Moment)
    state_reason: str = Field(default="", sa_type=Text)
    moved_to_id: UUID | None = None
    edited_at: datetime | None = Field(default=None, sa_type=Moment)
    open_flags: int = 0


class PostMention(Table, table=True):
    """That a post names a person or an organisation: what Today asks for.

    A table, because an index on an array of the post is of no use under row-level security (the operators that
    search arrays are not leak-proof).
    """

    __tablename__ = "post_mention"

    named_id: UUID = Field(primary_key=True)
    post_id: UUID = _child("post.id", primary_key=True, index=True)


class PostRevision(Table, Identified, table=True):
    """What a post said before an edit; every version is kept."""

    __tablename__ = "post_revision"
    __table_args__ = (Index("uq_post_revision_version", "post_id", "version", unique=True),)

    post_id: UUID = _child("post.id")
    version: int
    body: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    person_id: UUID = Field(foreign_key="person.id")
    written_at: datetime = Field(sa_type=Moment)


class PostReaction(Table, Timestamped, table=True):
    """One person's reaction to a post."""

    __tablename__ = "post_reaction"

    post_id: UUID = _child("post.id", primary_key=True)
    emoji: str = Field(primary_key=True, max_length=16)
    person_id: UUID = _child("person.id", primary_key=True)


class PostFlag(Table, Identified, Timestamped, table=True):
    """That somebody asks moderators to look at a post; open until one of them has acted."""

    __tablename__ = "post_flag"
    __table_args__ = (
        Index("uq_post_flag_open", "post_id", "person_id", unique=True, postgresql_where=text("resolved_at IS NULL")),
        Index("ix_post_flag_open", "created_at", "id", postgresql_where=text("resolved_at IS NULL")),
    )

    post_id: UUID = _child("post.id")
    person_id: UUID = Field(foreign_key="person.id")
    reason: str = Field(sa_type=String(16))
    note: str = Field(default="", sa_type=Text)
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_by: UUID | None = Field(default=None, foreign_key="person.id")
    resolution: str = Field(default="", sa_type=String(8))


class Acknowledgement(Table, Timestamped, table=True):
    """What a team has answered to an advisory, and who said it."""

    __tablename__ = "acknowledgement"

    topic_id: UUID = _child("topic.id", primary_key=True)
    organisation_id: UUID = _child("organisation.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    status: str = Field(sa_type=String(16))
    note: str = Field(default="", sa_type=Text)


class TopicRead(Table, table=True):
    """How far a person has read a topic."""

    __tablename__ = "topic_read"

    person_id: UUID = _child("person.id", primary_key=True)
    topic_id: UUID = _child("topic.id", primary_key=True, index=True)
    last_number: int = 0
    read_at: datetime = Field(sa_type=Moment)


class ReadMark(Table, table=True):
    """That everything in a place (`all` or `group:<id>`) up to a moment counts as read for a person."""

    __tablename__ = "read_mark"

    person_id: UUID = _child("person.id", primary_key=True)
    place: str = Field(primary_key=True, sa_type=Text)
    at: datetime = Field(sa_type=Moment)


class Draft(Table, Timestamped, table=True):
    """What a person is writing at a place, kept so that nothing typed is lost. `client_at` decides which is newer."""

    __tablename__ = "draft"

    person_id: UUID = _child("person.id", primary_key=True)
    place: str = Field(primary_key=True, sa_type=Text)
    body: str = Field(default="", sa_type=Text)
    fields: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    client_at: datetime = Field(sa_type=Moment)
    updated_at: datetime = Field(sa_type=Moment)
