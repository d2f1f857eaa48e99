"""Streams of labelled objects: opened with their object, and following its label."""

from uuid import UUID

from sqlalchemy import delete, text
from sqlmodel import col

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import revoke
from atalaya_platform.events.models import Stream

_FOLLOW = [
    text("UPDATE stream SET audience = :audience, label = :label WHERE object_id = :object"),
    text("UPDATE file SET audience = :audience, label = :label WHERE object_id = :object"),
]
_STREAMS = text("SELECT name FROM stream WHERE object_id = :object")
_NEXT = text("SELECT next_in_stream(:stream)")
_NAME = text("SELECT name_recipients(:object, :persons)")
_DROP = text("SELECT drop_recipients(:object, :persons)")


async def open_stream(session: WriteSession, name: str, object_id: UUID, audience: str, label: Label) -> None:
    """Open the stream of a labelled object that was just made (flush the object first: `audience` is generated)."""
    session.add(Stream(name=name, object_id=object_id, audience=audience, label=label, head=0))
    await session.flush()


async def close_stream(session: WriteSession, name: str) -> None:
    """Take away the stream of an object that is no more, with its events; whoever listens is told that it has ended."""
    await session.execute(delete(Stream).where(col(Stream.name) == name))
    revoke(session, streams=[name])


async def next_number(session: WriteSession, stream: str) -> int:
    """Take the stream's next number now, under its row lock until the commit.

    For objects ordered by their stream's sequence (chat messages): take it last, and hand it to `emit(seq=...)`.
    """
    return int((await session.execute(_NEXT, {"stream": stream})).scalar_one())


async def name_recipients(session: WriteSession, object_id: UUID, persons: list[UUID]) -> None:
    """Name who may read an object whose audience is named. Do it before the object is inserted; include the author.

    On an object that has recipients already, only one of them (or the system) adds more.
    """
    await session.execute(_NAME, {"object": object_id, "persons": persons})


async def drop_recipients(session: WriteSession, object_id: UUID, persons: list[UUID]) -> None:
    """Take recipients off an object; their sockets are checked after the commit."""
    await session.execute(_DROP, {"object": object_id, "persons": persons})
    revoke(session, persons=persons)


async def follow_label(session: WriteSession, object_id: UUID, audience: str, label: Label) -> None:
    """After an object's label changed (and was flushed): its streams and files follow, and sockets are checked."""
    values = {"object": object_id, "audience": audience, "label": str(label)}
    names = list((await session.execute(_STREAMS, {"object": object_id})).scalars())
    for statement in _FOLLOW:
        await session.execute(statement, values)
    revoke(session, streams=names)
