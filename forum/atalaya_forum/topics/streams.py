"""Where events about a topic go, and how cards and posts look when nobody in particular asks.

Those who have the topic open listen to `topic:<id>`. Lists listen to the stream of the topic's audience. About a
topic for named people each of them hears on the own stream, and only that there is something: that stream is open
without a passkey.
"""

from typing import Any
from uuid import UUID

from atalaya_forum.topics.events import TopicEvent, TopicTouched
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.queries.cards import topic_card
from atalaya_forum.topics.schemas.post import PostRead
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import readers
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import emit


def stream_of(topic_id: UUID) -> str:
    return f"topic:{topic_id}"


def is_named(audience: str) -> bool:
    return audience.startswith("named:")


def crosses_wall(audience: str) -> bool:
    """Whether people of the other community read it too, who know neither its people nor its group."""
    return audience in {"clear", "public"}


async def list_streams(session: WriteSession, audience: str) -> list[str]:
    """The streams on which lists hear of a topic with this audience."""
    if not is_named(audience):
        return [audience]
    return [f"person:{person}" for person in sorted(await readers(session, audience))]


def shown_post(post: PostRead, audience: str) -> dict[str, Any]:
    """A post for every reader alike: nothing of it is `mine`, and no names cross the wall."""
    neutral: dict[str, Any] = {"mine": False, "open_flags": 0}
    if crosses_wall(audience):
        neutral |= {"author": None, "organisation": None, "reply_to": None}
    if post.state != "shown":
        neutral |= {"body": "", "html": "", "attachments": []}
    neutral["reactions"] = [reaction.model_copy(update={"mine": False}) for reaction in post.reactions]
    return {"post": post.model_copy(update=neutral).model_dump(mode="json")}


async def shown_card(session: WriteSession, caller: Caller, topic: Topic) -> dict[str, Any]:
    """The topic's card for every reader alike; nothing of a topic for named people."""
    if is_named(topic.audience):
        return {}
    card = await topic_card(session, caller, topic.id)
    neutral: dict[str, Any] = {"last_read": 0, "unread": 0, "awaiting": False, "open_flags": 0}
    if crosses_wall(topic.audience):
        neutral |= {"author": None, "organisation": None, "group": None, "last_author": None}
    return {"card": card.model_copy(update=neutral).model_dump(mode="json")}


async def tell_lists(session: WriteSession, caller: Caller, topic: Topic) -> dict[str, Any]:
    """Tell lists the topic's card as it is now; returns what was told."""
    shown = await shown_card(session, caller, topic)
    emit(session, TopicTouched(topic_id=topic.id, shown=shown), await list_streams(session, topic.audience))
    return shown


def tell_topic(session: WriteSession, topic_id: UUID, event: TopicEvent) -> None:
    """Tell those who have the topic open."""
    emit(session, event, [stream_of(topic_id)])
