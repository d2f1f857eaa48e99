"""What the demonstration asks before it writes or takes away."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_forum.chat.models import Channel, Message
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import SharingGroup


async def sent(session: ReadSession, message_id: UUID) -> bool:
    """Whether this message is there already."""
    return (await session.execute(select(col(Message.id)).where(col(Message.id) == message_id))).first() is not None


async def told_of(session: ReadSession, persons: set[UUID]) -> list[tuple[UUID, str]]:
    """Channels of these people, or in their groups, that lists heard of, each with its audience."""
    groups = select(col(SharingGroup.id)).where(col(SharingGroup.created_by).in_(persons))
    found = select(col(Channel.id), col(Channel.audience)).where(
        col(Channel.author_id).in_(persons) | col(Channel.group_id).in_(groups)
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def indexed_of(session: ReadSession, persons: set[UUID]) -> list[UUID]:
    """The messages of these people that an engine may hold: the system does not see the others."""
    return list((await session.execute(select(col(Message.id)).where(col(Message.author_id).in_(persons)))).scalars())
