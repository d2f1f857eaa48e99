"""Reactions, pins, read markers and settings: small marks on messages and channels."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from atalaya_forum.chat.actions.messages import writable_channel
from atalaya_forum.chat.errors import MessageDeleted
from atalaya_forum.chat.events import ChannelRead as ChannelReadEvent
from atalaya_forum.chat.events import MessagePinned, MessageReacted
from atalaya_forum.chat.models import ChannelReading, MessageReaction
from atalaya_forum.chat.queries.channels import channel_by_id, reading_of
from atalaya_forum.chat.queries.messages import last_seq, message_of, reactions_of, unread_in
from atalaya_forum.chat.queries.views import message_reads
from atalaya_forum.chat.schemas import Level, MessageRead, Reaction, Settings, SettingsRead, Unread
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.events.streams import next_number
from atalaya_platform.http.problems import Conflict
from atalaya_platform.http.wording import said
from atalaya_platform.notifications.tell import subscribe, subscribers

MOST_EMOJI = 20
"""Different emoji on one message."""


async def react(
    session: WriteSession, caller: Caller, channel_id: UUID, message_id: UUID, emoji: str, *, on: bool
) -> list[Reaction]:
    """Put one's reaction on a message, or take it off; doing it twice changes nothing.

    The stream's number is taken first, so that the state told with it holds every reaction numbered before.
    """
    channel = await writable_channel(session, caller, channel_id)
    message = await message_of(session, channel.id, message_id)
    if message.deleted_at is not None:
        raise MessageDeleted()
    stream = f"channel:{channel.id}"
    seq = await next_number(session, stream)
    chosen = (await reactions_of(session, [message.id])).get(message.id, [])
    if on and emoji not in dict(chosen) and len(chosen) >= MOST_EMOJI:
        raise Conflict(
            said("A message takes {most} different reactions. Choose one of those that are there.", most=MOST_EMOJI)
        )
    now = session.clock.now()
    if on:
        values = {"message_id": message.id, "emoji": emoji, "person_id": caller.person_id, "created_at": now}
        await session.execute(insert(MessageReaction).values(**values).on_conflict_do_nothing())
    else:
        own = await session.get(MessageReaction, (message.id, emoji, caller.person_id))
        if own is not None:
            await session.delete(own)
            await session.flush()
    chosen = (await reactions_of(session, [message.id])).get(message.id, [])
    reactions = [Reaction(emoji=name, people=people) for name, people in chosen]
    audit(session, caller, "chat.message.react" if on else "chat.message.unreact", "message", message.id)
    emit(
        session,
        MessageReacted(id=message.id, reactions=[item.model_dump(mode="json") for item in reactions]),
        [stream],
        seq=seq,
    )
    return reactions


async def pin(session: WriteSession, caller: Caller, channel_id: UUID, message_id: UUID, *, on: bool) -> MessageRead:
    """Pin a message for all readers of its channel, or unpin it."""
    channel = await writable_channel(session, caller, channel_id)
    message = await message_of(session, channel.id, message_id, lock=True)
    if message.deleted_at is not None:
        raise MessageDeleted()
    if on != (message.pinned_at is not None):
        message.pinned_at = session.clock.now() if on else None
        message.pinned_by = caller.person_id if on else None
        await session.flush()
        audit(session, caller, "chat.message.pin" if on else "chat.message.unpin", "message", message.id)
        emit(
            session,
            MessagePinned(id=message.id, pinned_at=message.pinned_at, pinned_by=message.pinned_by),
            [f"channel:{channel.id}"],
        )
    return (await message_reads(session, [message]))[0]


async def mark_read(session: WriteSession, caller: Caller, channel_id: UUID, seq: int) -> Unread:
    """Say how far the caller has read; it may go back. Not audited: reading leaves no trace for others."""
    channel = await channel_by_id(session, channel_id)
    seq = min(seq, await last_seq(session, channel.id))
    await _keep(session, caller.person_id, channel.id, read_seq=seq)
    emit(session, ChannelReadEvent(id=channel.id, read_seq=seq), [f"person:{caller.person_id}"])
    names = [caller.person_id, *caller.organisation_ids]
    unread, mentioned = await unread_in(session, channel.id, caller.person_id, names, seq)
    return Unread(read_seq=seq, unread=unread, mentions=mentioned)


async def settle(session: WriteSession, caller: Caller, channel_id: UUID, wanted: Settings) -> SettingsRead:
    """How much a channel may draw the caller's attention."""
    channel = await channel_by_id(session, channel_id, lock=wanted.level == "all")
    place = f"channel:{channel.id}"
    if wanted.muted is not None:
        await _keep(session, caller.person_id, channel.id, muted=wanted.muted)
    if wanted.level is not None:
        await subscribe(session, caller.person_id, place, wanted.level)
        if wanted.level == "all" and not channel.watched:
            channel.watched = True
            await session.flush()
    reading = await reading_of(session, caller.person_id, channel.id)
    chosen = (await subscribers(session, [place])).get(caller.person_id)
    default: Level = "all" if channel.group_id is None else "mentions"
    return SettingsRead(muted=reading is not None and reading.muted, level=chosen.value if chosen else default)


async def _keep(session: WriteSession, person_id: UUID, channel_id: UUID, **values: Any) -> None:
    row = {"person_id": person_id, "channel_id": channel_id, "read_seq": 0, "told_seq": 0, "muted": False, **values}
    if "read_seq" in values:
        values["told_seq"] = func.least(ChannelReading.told_seq, values["read_seq"])  # told anew after this
    statement = insert(ChannelReading).values(**row)
    await session.execute(statement.on_conflict_do_update(index_elements=["person_id", "channel_id"], set_=values))
