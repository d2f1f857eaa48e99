"""What happens in chat. Live events say how things now are, so that hearing one twice changes nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from atalaya_platform.events.event import Event


class ChannelCreated(Event):
    type = "chat.channel.created"
    id: UUID
    name: str
    group_id: UUID | None
    label: str
    direct: bool


class ChannelChanged(Event):
    type = "chat.channel.changed"
    id: UUID
    name: str
    topic: str
    label: str
    archived: bool
    version: int


class ChannelGone(Event):
    """Told to those who could read a channel before its label changed; says no more than that."""

    type = "chat.channel.gone"
    id: UUID


class PeopleChanged(Event):
    """Somebody came to or left a conversation; `people` are those who are in it now.

    `head` is the number of the last thing that happened there before.
    """

    type = "chat.channel.people"
    id: UUID
    people: list[UUID]
    added: list[UUID]
    head: int


class ChannelRead(Event):
    """Told to the reader's own stream, so that badges agree on all of a person's screens."""

    type = "chat.channel.read"
    id: UUID
    read_seq: int


class MessageSent(Event):
    """`message` is the whole message as the API shows it; `thread_replies` is its thread's new number of replies."""

    type = "chat.message.sent"
    message: dict[str, Any]
    thread_replies: int | None = None

    def live(self) -> dict[str, Any]:
        return {**self.message, "thread_replies": self.thread_replies}


class MessageEdited(Event):
    type = "chat.message.edited"
    id: UUID
    body: str
    html: str
    mentioned: list[UUID]
    mentions_all: bool
    edited_at: datetime
    version: int


class MessageRemoved(Event):
    type = "chat.message.deleted"
    id: UUID
    deleted_at: datetime
    deleted_by: UUID
    version: int
    thread_root: UUID | None
    thread_replies: int | None


class MessageReacted(Event):
    type = "chat.message.reacted"
    id: UUID
    reactions: list[dict[str, Any]]


class MessagePinned(Event):
    type = "chat.message.pinned"
    id: UUID
    pinned_at: datetime | None
    pinned_by: UUID | None


class MessagesCarried(Event):
    """These messages were carried over to a topic."""

    type = "chat.message.carried"
    ids: list[UUID]
    topic_id: UUID


class MessageConcerns(Event):
    """A message that somebody may want to be told of. For handlers only, and without any of its text."""

    type = "chat.message.concerns"
    id: UUID
    channel_id: UUID
    seq: int
    author_id: UUID
    author_name: str
    label: str
    persons: list[UUID]
    organisations: list[UUID]
    everyone: bool
    direct: bool
    watched: bool
