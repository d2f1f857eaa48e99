"""What the demonstration asks before it writes or takes away."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_forum.chat.models import Message
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import Person


async def sent(session: ReadSession, message_id: UUID) -> bool:
    """Whether this message is there already."""
    return (await session.execute(select(col(Message.id)).where(col(Message.id) == message_id))).first() is not None


async def demonstration_persons(session: ReadSession) -> list[UUID]:
    """The demonstration's people, as the system sees them."""
    statement = select(col(Person.id)).where(col(Person.demonstration), col(Person.status) == "active")
    return list((await session.execute(statement)).scalars())


async def indexed_of(session: ReadSession, persons: list[UUID]) -> list[UUID]:
    """The messages of these people that an engine may hold: the system does not see the others."""
    return list((await session.execute(select(col(Message.id)).where(col(Message.author_id).in_(persons)))).scalars())
