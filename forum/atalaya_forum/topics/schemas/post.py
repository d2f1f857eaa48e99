"""Posts as the API takes and says them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from atalaya_forum.topics.schemas.brief import GroupBrief, OrganisationBrief, PersonBrief
from atalaya_forum.topics.schemas.topic import Files, Markdown
from atalaya_forum.topics.vocabulary import FlagReason, ModerationAct, PostState, Reaction
from atalaya_platform.access.labels import Label
from atalaya_platform.files.schemas import FileRead
from atalaya_platform.http.schema import Input, Schema


class PostCreate(Input):
    """A reply."""

    body: Markdown
    reply_to_id: UUID | None = Field(None, description="The post of this topic that it answers.")
    attachments: Files = []


class PostUpdate(Input):
    """The text again, as it shall be; attachments are added to those that there are, and taken off."""

    body: Markdown
    attachments: Files = []
    detached: Annotated[
        list[UUID], Field(max_length=100, description="Files to take off the post; they are gone for everybody.")
    ] = []


class ReactionCount(Schema):
    """How many react in this way, and whether you do."""

    emoji: str
    count: int
    mine: bool = False


class ReplyTo(Schema):
    """The post that is answered."""

    id: UUID
    number: int
    author: PersonBrief | None


class PostRead(Schema):
    """A post. One that is not shown has no text; moderators and its author still get it when it is hidden."""

    id: UUID
    topic_id: UUID
    number: int
    author: PersonBrief | None
    organisation: OrganisationBrief | None
    body: str = Field(description="Markdown.")
    html: str = Field(description="Safe to show as it is.")
    reply_to: ReplyTo | None
    attachments: list[FileRead] = []
    reactions: list[ReactionCount] = []
    state: PostState
    state_at: datetime | None
    state_reason: str
    moved_to_id: UUID | None = Field(description="The topic that a moved post is in now.")
    version: int
    created_at: datetime
    edited_at: datetime | None
    mine: bool = False
    accepted: bool = False
    open_flags: int = 0


class PostPlace(Schema):
    """Where a permanent link leads."""

    id: UUID
    topic_id: UUID
    number: int
    title: str
    label: Label
    post: PostRead


class RevisionRead(Schema):
    """A version of a post, oldest first; the newest is what it says now."""

    version: int
    body: str
    html: str
    author: PersonBrief | None
    written_at: datetime


class ReactionUpdate(Input):
    """React, or take it back."""

    emoji: Reaction
    on: bool = True


class FlagCreate(Input):
    """Why moderators should look at a post."""

    reason: FlagReason
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)] = ""


class FlagRead(Schema):
    """One flag, as moderators see it."""

    id: UUID
    reason: FlagReason
    note: str
    person: PersonBrief | None
    created_at: datetime


class FlaggedPost(Schema):
    """A post in the moderation queue with what was said about it."""

    post_id: UUID
    topic_id: UUID
    topic_title: str
    label: Label
    group: GroupBrief | None
    number: int
    author: PersonBrief | None
    excerpt: str
    state: PostState
    flags: list[FlagRead]
    flagged_at: datetime


class Moderation(Input):
    """What to do about a post, and why; the reason is shown in the post's place."""

    act: ModerationAct
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class Accept(Input):
    """The post that answers the question, or null to take that back."""

    post_id: UUID | None


class ReadUpTo(Input):
    """The number of the last post that was seen."""

    number: int = Field(ge=0, le=2_000_000_000)
    exactly: bool = Field(False, description="Also go back: what follows is unread again.")


class ReadState(Schema):
    """How far a topic is read."""

    topic_id: UUID
    last_read: int
    unread: int


class ReadEverything(Input):
    """Where everything counts as read from now: a group, or everywhere."""

    group_id: UUID | None = None


class TextPreview(Input):
    """Markdown to look at before it is sent."""

    markdown: Annotated[str, StringConstraints(max_length=65_536)]
    attachments: Files = []


class MentionRead(Schema):
    """Somebody or something that a text names, as its author wrote it."""

    kind: str
    id: UUID
    name: str


class TextRendered(Schema):
    """How a text will look, and whom it names."""

    html: str
    mentions: list[MentionRead]
