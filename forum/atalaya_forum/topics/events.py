"""What happens to topics: what handlers get are ids, what browsers get is what their screen shows.

`shown` never becomes part of a job: it goes to the stream only, whose readers are those of the topic.
"""

from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from atalaya_platform.access.labels import Label
from atalaya_platform.events.event import Event


class TopicEvent(Event):
    """About one topic."""

    topic_id: UUID
    shown: dict[str, Any] = Field(default_factory=dict, exclude=True)

    def live(self) -> dict[str, Any]:
        return {"topic_id": str(self.topic_id), **self.shown}


class PostPublished(TopicEvent):
    """A post was written; number 1 opens its topic. `mentioned` are persons and organisations."""

    type: ClassVar[str] = "forum.post.published"

    post_id: UUID
    number: int
    kind: str
    group_id: UUID
    author_id: UUID
    audience: str
    label: Label
    mentioned: tuple[UUID, ...] = ()
    answered_id: UUID | None = None
    asks_acknowledgement: bool = False


class PostChanged(TopicEvent):
    """A post was edited, hidden, restored, deleted or moved away. `mentioned` are those whom it names newly."""

    type: ClassVar[str] = "forum.post.changed"

    post_id: UUID
    number: int
    author_id: UUID
    audience: str
    label: Label
    mentioned: tuple[UUID, ...] = ()


class PostReacted(TopicEvent):
    """Somebody reacted, or took it back."""

    type: ClassVar[str] = "forum.post.reacted"

    post_id: UUID


class TopicChanged(TopicEvent):
    """The topic itself changed: title, label, group, lock, answer."""

    type: ClassVar[str] = "forum.topic.changed"


class TopicTouched(TopicEvent):
    """For lists: here is the card of a topic that is new, or that changed or grew."""

    type: ClassVar[str] = "forum.topic.touched"


class TopicGone(TopicEvent):
    """For lists: these readers have the topic no more."""

    type: ClassVar[str] = "forum.topic.gone"


class TopicAcknowledged(TopicEvent):
    """A team answered to an advisory."""

    type: ClassVar[str] = "forum.topic.acknowledged"

    organisation_id: UUID


class AnswerAccepted(TopicEvent):
    """A post was marked as the answer to its question."""

    type: ClassVar[str] = "forum.topic.answered"

    post_id: UUID
    number: int
    post_author_id: UUID
    person_id: UUID
    audience: str
    label: Label


class PostFlagged(TopicEvent):
    """Somebody asks moderators to look."""

    type: ClassVar[str] = "forum.post.flagged"

    post_id: UUID
    number: int
    person_id: UUID
    group_id: UUID
    audience: str
    label: Label
