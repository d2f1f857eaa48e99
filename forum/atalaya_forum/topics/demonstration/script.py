"""What a demonstration thread is made of."""

from dataclasses import dataclass, field

from atalaya_forum.topics.schemas.topic import Advisory
from atalaya_forum.topics.vocabulary import AcknowledgementStatus, Reaction, TopicKind
from atalaya_platform.access.labels import Label


@dataclass(frozen=True)
class Say:
    """A reply: who writes it, so many hours after the post before it. `answers` is the number of a post."""

    by: str
    body: str
    hours: float = 2
    answers: int | None = None
    reactions: tuple[tuple[str, Reaction], ...] = ()


@dataclass(frozen=True)
class Thread:
    """A topic as it came about: opened so many days ago, answered, acknowledged, accepted, taken into the library.

    People are named by their keys in the cast; `{person:<key>}` in a text becomes a mention. `accepted` and
    `promoted` are numbers of posts. `review_in` and `acknowledge_in` are days from now.
    """

    by: str
    group: str
    title: str
    label: Label
    body: str
    days: float
    kind: TopicKind = TopicKind.DISCUSSION
    tags: tuple[str, ...] = ()
    replies: tuple[Say, ...] = ()
    advisory: Advisory | None = None
    acknowledge_in: int | None = None
    acknowledged: tuple[tuple[str, AcknowledgementStatus, str], ...] = ()
    accepted: int | None = None
    accepted_by: str | None = None
    promoted_by: str | None = None
    promoted_title: str = ""
    review_in: int | None = None
    recipients: tuple[str, ...] = ()
    pinned_by: str | None = None
    published: bool = False
    read_by: tuple[str, ...] = field(default_factory=tuple)
