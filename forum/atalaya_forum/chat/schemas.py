"""What the chat API takes and gives."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from atalaya_platform.access.labels import Label
from atalaya_platform.files.schemas import FileRead
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.search.text import clean

MAX_BODY = 20_000
Level = Literal["all", "mentions", "nothing"]


def _cleaned(text: str) -> str:
    return clean(text).strip()


def _single_line(text: str) -> str:
    return " ".join(clean(text).split())


Line = Annotated[str, AfterValidator(_single_line)]
Body = Annotated[str, AfterValidator(_cleaned), Field(min_length=1, max_length=MAX_BODY, description="Markdown.")]


class PersonRef(Schema):
    id: UUID
    name: str = Field(description="Empty when the person is no longer known to you.")


class ChannelCreate(Input):
    name: Line = Field(min_length=1, max_length=80)
    topic: Line = Field("", max_length=250, description="One line that says what it is for.")
    label: Label | None = Field(None, description="Default: the group's own label.")
    recipients: list[UUID] = Field(default_factory=list, max_length=100, description="For TLP:RED: who may read it.")


class ChannelUpdate(Input):
    name: Line | None = Field(None, min_length=1, max_length=80)
    topic: Line | None = Field(None, max_length=250)
    archived: bool | None = None


class ChannelRelabel(Input):
    label: Label


class ConversationCreate(Input):
    people: list[UUID] = Field(min_length=1, max_length=19, description="The others; you are in it anyway.")
    label: Label = Field(Label.AMBER, description="Its people are named whatever the label; TLP:RED needs passkeys.")


class PeopleAdd(Input):
    people: list[UUID] = Field(min_length=1, max_length=19)


class Preview(Schema):
    id: UUID
    seq: int
    author: PersonRef
    excerpt: str
    created_at: datetime


class ChannelRead(Schema):
    """A channel as its reader sees it. `unread` and `mentions` stop counting at 200."""

    id: UUID
    name: str
    topic: str
    label: Label
    group_id: UUID | None
    community: str
    general: bool
    direct: bool = Field(description="A conversation of the people named on it.")
    people: list[PersonRef] = Field(description="Of a conversation; empty for a group's channel.")
    archived: bool
    may_write: bool
    may_change: bool = Field(description="You may rename, describe, archive and relabel it.")
    may_clear: bool = Field(description="You may delete what others wrote in it.")
    muted: bool
    level: Level
    read_seq: int
    unread: int
    mentions: int
    last_message: Preview | None
    created_at: datetime
    version: int


class Reaction(Schema):
    emoji: str
    people: list[UUID]


class MessageCreate(Input):
    body: Body
    reply_to: UUID | None = None
    attachments: list[UUID] = Field(default_factory=list, max_length=20, description="Uploaded files.")


class MessageCreateWithId(MessageCreate):
    id: UUID = Field(description="Made by you; sending the same message again under it sends nothing twice.")


class MessageUpdate(Input):
    body: Body


class Settings(Input):
    muted: bool | None = None
    level: Level | None = Field(None, description="What you are told of: every message, what concerns you, nothing.")


class SettingsRead(Schema):
    muted: bool
    level: Level


class ReadMarker(Input):
    seq: int = Field(ge=0, description="The last message that was read. May go back, to mark as unread.")


class Unread(Schema):
    read_seq: int
    unread: int
    mentions: int


class Calling(Schema):
    """What calls for the reader in all channels that are not muted: a number for the navigation."""

    mentions: int = Field(description="Unread messages in channels of groups that name you, your team or everyone.")
    conversations: int = Field(description="Conversations with something unread.")


class Revision(Schema):
    version: int
    body: str
    html: str
    written_at: datetime


class Readers(Schema):
    """Who may read a channel. The list is left out for readers who may not know a group's members."""

    total: int
    organisations: int
    countries: int
    people: list[PersonRef] | None


class MessageRead(Schema):
    """A message. A deleted one keeps its place, its author and its times, and has no text."""

    id: UUID
    channel_id: UUID
    seq: int = Field(description="Its place in the channel: rising, not necessarily by one.")
    author: PersonRef
    body: str
    html: str
    reply_to: UUID | None
    thread_root: UUID | None
    replies: int = Field(description="Of the thread that it began.")
    mentioned: list[UUID] = Field(description="Persons and organisations.")
    mentions_all: bool
    reactions: list[Reaction]
    attachments: list[FileRead]
    created_at: datetime
    edited_at: datetime | None
    deleted: bool
    deleted_at: datetime | None
    deleted_by: UUID | None
    pinned_at: datetime | None
    pinned_by: UUID | None
    topic_id: UUID | None = Field(description="The topic that it was carried over to.")
    version: int


class MessagePage(Schema):
    """Messages, oldest first. `head` is the stream's number at this state: subscribe after it, and nothing is missed.

    `next` and `previous` are message numbers to send as `after` and `before`, or null at the ends.
    """

    items: list[MessageRead]
    head: int
    next: int | None
    previous: int | None


class TopicFromMessages(Input):
    messages: list[UUID] = Field(min_length=1, max_length=100)
    title: Line = Field(min_length=3, max_length=200)


class TopicMade(Schema):
    topic_id: UUID
