"""Messages of a readable channel: pages, threads, pins, search, revisions, reactions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, func, text
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import col, select

from atalaya_forum.chat.models import Message, MessageReaction, MessageRevision
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_platform.search.text import words

_MATCHES = text("SELECT chat_matches(:channel, CAST(:query AS tsquery), :below, :most)")
_UNREAD = text(
    "SELECT count(*) AS unread, count(*) FILTER (WHERE mentions_all OR mentioned && CAST(:names AS uuid[])) AS mentions"
    " FROM (SELECT mentions_all, mentioned FROM message WHERE channel_id = :channel AND seq > :after"
    " AND author_id <> :person AND deleted_at IS NULL ORDER BY seq DESC LIMIT 200) x"
)
_WORDLESS = defer(cast("QueryableAttribute[str]", Message.words))
"""The folded words are for the database's index only."""


def _in_channel(channel_id: UUID) -> Select[Any]:
    return select(Message).options(_WORDLESS).where(col(Message.channel_id) == channel_id)


async def message_of(session: ReadSession, channel_id: UUID, message_id: UUID, *, lock: bool = False) -> Message:
    """A message, found through its channel; raises NotFound. `lock` until the transaction ends."""
    statement = _in_channel(channel_id).where(col(Message.id) == message_id)
    if lock:
        statement = statement.with_for_update(key_share=True)
    found: Message | None = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound("message")
    return found


async def messages_of(session: ReadSession, channel_id: UUID, ids: Collection[UUID]) -> list[Message]:
    """Those of the messages that are in this channel, oldest first."""
    statement = _in_channel(channel_id).where(col(Message.id).in_(ids)).order_by(col(Message.seq))
    return list((await session.execute(statement)).scalars())


async def messages_before(session: ReadSession, channel_id: UUID, seq: int | None, limit: int) -> list[Message]:
    """The newest messages below `seq` (or of all), oldest first."""
    statement = _in_channel(channel_id).order_by(col(Message.seq).desc()).limit(limit)
    if seq is not None:
        statement = statement.where(col(Message.seq) < seq)
    return list((await session.execute(statement)).scalars())[::-1]


async def messages_from(session: ReadSession, channel_id: UUID, seq: int, limit: int) -> list[Message]:
    """The oldest messages from `seq` on, oldest first."""
    statement = _in_channel(channel_id).where(col(Message.seq) >= seq).order_by(col(Message.seq)).limit(limit)
    return list((await session.execute(statement)).scalars())


async def first_seq_at(session: ReadSession, channel_id: UUID, moment: datetime) -> int | None:
    """The number of the first message at or after a moment; None when nothing was written since."""
    statement = select(func.min(Message.seq)).where(
        col(Message.channel_id) == channel_id, col(Message.created_at) >= moment
    )
    found: int | None = (await session.execute(statement)).scalar_one()
    return found


async def replies_of(session: ReadSession, channel_id: UUID, root: UUID, after: int, limit: int) -> list[Message]:
    """The replies of a thread after a number, oldest first."""
    statement = _in_channel(channel_id).where(col(Message.thread_root) == root, col(Message.seq) > after)
    return list((await session.execute(statement.order_by(col(Message.seq)).limit(limit))).scalars())


async def reply_counts(session: ReadSession, roots: Collection[UUID]) -> dict[UUID, int]:
    """How many replies, deleted ones not counted, each thread has."""
    if not roots:
        return {}
    statement = (
        select(Message.thread_root, func.count())
        .where(col(Message.thread_root).in_(roots), col(Message.deleted_at).is_(None))
        .group_by(col(Message.thread_root))
    )
    return {root: count for root, count in (await session.execute(statement)).all() if root is not None}


async def pinned_in(session: ReadSession, channel_id: UUID) -> list[Message]:
    """The pinned messages, the latest pin first; at most a hundred."""
    statement = _in_channel(channel_id).where(col(Message.pinned_at).is_not(None))
    return list((await session.execute(statement.order_by(col(Message.pinned_at).desc()).limit(100))).scalars())


def tsquery(query: str) -> str | None:
    """All the words of a query, the last one as a beginning, in the database's notation; None without any word."""
    wanted = words(query)[:10]
    if not wanted:
        return None
    return " & ".join([f"'{word}'" for word in wanted[:-1]] + [f"'{wanted[-1]}':*"])


async def matching(
    session: ReadSession, channel_id: UUID, query: str, *, before: int | None, limit: int
) -> list[Message]:
    """Messages with all words of the query, the last one as a beginning, without regard to accents; newest first.

    The index gives ids only; the messages are read under the access rule.
    """
    wanted = tsquery(query)
    if wanted is None:
        return []
    values = {"channel": channel_id, "query": wanted, "below": before, "most": limit}
    ids = list((await session.execute(_MATCHES, values)).scalars())
    return (await messages_of(session, channel_id, ids))[::-1]


async def reactions_of(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, list[tuple[str, list[UUID]]]]:
    """Per message its emoji, in the order in which they first came, with whoever chose them."""
    if not ids:
        return {}
    statement = (
        select(MessageReaction.message_id, MessageReaction.emoji, MessageReaction.person_id)
        .where(col(MessageReaction.message_id).in_(ids))
        .order_by(col(MessageReaction.created_at), col(MessageReaction.person_id))
    )
    found: dict[UUID, dict[str, list[UUID]]] = {}
    for message_id, emoji, person_id in (await session.execute(statement)).all():
        found.setdefault(message_id, {}).setdefault(emoji, []).append(person_id)
    return {message_id: list(chosen.items()) for message_id, chosen in found.items()}


async def revisions_of(session: ReadSession, message_id: UUID) -> Sequence[MessageRevision]:
    """What a message said before, oldest first."""
    statement = select(MessageRevision).where(MessageRevision.message_id == message_id)
    return (await session.execute(statement.order_by(col(MessageRevision.version)))).scalars().all()


async def unread_in(
    session: ReadSession, channel_id: UUID, person_id: UUID, names: list[UUID], after: int
) -> tuple[int, int]:
    """How many messages of others, and how many mentions, came after a number; counting stops at 200."""
    values = {"channel": channel_id, "person": person_id, "names": names, "after": after}
    row = (await session.execute(_UNREAD, values)).one()
    return row.unread, row.mentions


async def last_seq(session: ReadSession, channel_id: UUID) -> int:
    """The number of the channel's newest message, or 0."""
    statement = select(func.coalesce(func.max(Message.seq), 0)).where(col(Message.channel_id) == channel_id)
    return int((await session.execute(statement)).scalar_one())
