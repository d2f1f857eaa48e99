"""What the search source asks."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlmodel import col

from atalaya_forum.chat.models import Channel, Message
from atalaya_forum.chat.queries.messages import tsquery
from atalaya_platform.database.session import ReadSession

_NAMED = text(
    "SELECT m.id FROM channel c JOIN message m ON m.channel_id = c.id"
    " WHERE c.audience LIKE 'named:%' AND m.deleted_at IS NULL AND m.words @@ CAST(:query AS tsquery)"
    " ORDER BY m.id DESC LIMIT :most"
)


def _with_channels() -> Select[Channel, Message]:
    return (
        select(Channel, Message)
        .join(Message, col(Message.channel_id) == col(Channel.id))
        .where(col(Message.deleted_at).is_(None))
    )


async def messages_with_channels(session: ReadSession, ids: Sequence[UUID]) -> list[tuple[Channel, Message]]:
    """Those of the messages that the actor may read, with their channels."""
    rows = await session.execute(_with_channels().where(col(Message.id).in_(ids)))
    return [(row[0], row[1]) for row in rows]


async def indexable(session: ReadSession, ids: Sequence[UUID]) -> list[tuple[Channel, Message]]:
    """Those of the messages that an engine may hold."""
    statement = _with_channels().where(col(Message.id).in_(ids), ~col(Channel.audience).startswith("named:"))
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def next_ids(session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
    """Ids of what an engine may hold, ascending."""
    statement = (
        select(col(Message.id))
        .join(Channel, col(Message.channel_id) == col(Channel.id))
        .where(col(Message.deleted_at).is_(None), ~col(Channel.audience).startswith("named:"))
        .order_by(col(Message.id))
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(col(Message.id) > after)
    return list((await session.execute(statement)).scalars())


async def named_matches(session: ReadSession, words: str, limit: int) -> list[UUID]:
    """Messages for named people, the actor among them, with all the words; newest first."""
    query = tsquery(words)
    if query is None:
        return []
    return list((await session.execute(_NAMED, {"query": query, "most": limit})).scalars())
