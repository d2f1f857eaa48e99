"""One topic's card."""

from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col

from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.queries.columns import card, cards
from atalaya_forum.topics.queries.standing import who
from atalaya_forum.topics.schemas.topic import TopicCard
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound

_CARD = cards().where(col(Topic.id) == bindparam("topic"))


async def topic_card(session: ReadSession, caller: Caller, topic_id: UUID) -> TopicCard:
    """The card of a topic for this person. Raises NotFound."""
    row = (await session.execute(_CARD, {**who(caller), "topic": topic_id})).one_or_none()
    if row is None:
        raise NotFound("topic")
    return card(row)
