"""Reading messages: pages from any point, threads, pins, search, one message and its history."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from atalaya_forum.chat.models import Message
from atalaya_forum.chat.queries.channels import channel_by_id, stream_head
from atalaya_forum.chat.queries.messages import (
    first_seq_at,
    last_seq,
    matching,
    message_of,
    messages_before,
    messages_from,
    pinned_in,
    replies_of,
    revisions_of,
)
from atalaya_forum.chat.queries.views import message_reads
from atalaya_forum.chat.schemas import MessagePage, MessageRead, Revision
from atalaya_forum.permissions import ChatReader
from atalaya_platform.database.session import ReadSession as Session
from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.pages import Limit
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import set_etag

router = Router()
USUAL = responses(Unauthenticated, Forbidden, NotFound)
Number = Annotated[int | None, Query(ge=0, le=2**62)]


async def _slice(
    session: Session, channel_id: UUID, limit: int, before: int | None, after: int | None, around: int | None
) -> tuple[list[Message], bool, bool]:
    """Messages oldest first, and whether there are more before and after them."""
    if around is not None:
        half = max(1, limit // 2)
        earlier = await messages_before(session, channel_id, around, half + 1)
        later = await messages_from(session, channel_id, around, limit - half + 1)
        return (
            earlier[-half:] + later[: limit - half],
            len(earlier) > half,
            len(later) > limit - half,
        )
    if after is not None:
        later = await messages_from(session, channel_id, after + 1, limit + 1)
        return later[:limit], after > 0, len(later) > limit
    earlier = await messages_before(session, channel_id, before, limit + 1)
    return earlier[-limit:], len(earlier) > limit, before is not None


@router.get("/channels/{channel_id}/messages", response_model=MessagePage, responses=USUAL)
async def list_messages(
    channel_id: UUID,
    session: ReadSession,
    caller: ChatReader,
    limit: Limit = 50,
    before: Number = None,
    after: Number = None,
    around: Number = None,
    at: Annotated[datetime | None, Query(description="Jump to the first message at or after this moment.")] = None,
) -> MessagePage:
    """A page of messages: the newest, or before, after or around a message number, or at a date (give one of them)."""
    if sum(value is not None for value in (before, after, around, at)) > 1:
        raise Invalid("Give only one of before, after, around and at.")
    channel = await channel_by_id(session, channel_id)
    head = await stream_head(session, channel.id)
    if at is not None:
        if at.tzinfo is None:
            raise Invalid(
                "Give the moment with its time zone, for instance 2026-11-23T00:00:00Z.",
                fields={"at": "needs a time zone"},
            )
        around = await first_seq_at(session, channel.id, at) or await last_seq(session, channel.id)
    messages, earlier, later = await _slice(session, channel.id, limit, before, after, around)
    return MessagePage(
        items=await message_reads(session, messages),
        head=head,
        next=messages[-1].seq if later and messages else None,
        previous=messages[0].seq if earlier and messages else None,
    )


@router.get("/channels/{channel_id}/messages/{message_id}", response_model=MessageRead, responses=USUAL)
async def get_message(
    channel_id: UUID, message_id: UUID, session: ReadSession, caller: ChatReader, response: Response
) -> MessageRead:
    """One message, with its version as `ETag`."""
    found = (await message_reads(session, [await message_of(session, channel_id, message_id)]))[0]
    set_etag(response, found.version)
    return found


@router.get("/channels/{channel_id}/messages/{message_id}/revisions", response_model=list[Revision], responses=USUAL)
async def list_message_revisions(
    channel_id: UUID, message_id: UUID, session: ReadSession, caller: ChatReader
) -> list[Revision]:
    """What a message said before each edit, oldest first; nothing once it is deleted."""
    message = await message_of(session, channel_id, message_id)
    return [
        Revision(version=was.version, body=was.body, html=was.html, written_at=was.written_at)
        for was in await revisions_of(session, message.id)
    ]


@router.get("/channels/{channel_id}/threads/{root_id}", response_model=MessagePage, responses=USUAL)
async def get_thread(
    channel_id: UUID, root_id: UUID, session: ReadSession, caller: ChatReader, limit: Limit = 100, after: Number = None
) -> MessagePage:
    """A thread: the message that began it, then its replies; more replies with `after`."""
    channel = await channel_by_id(session, channel_id)
    head = await stream_head(session, channel.id)
    root = await message_of(session, channel.id, root_id)
    replies = await replies_of(session, channel.id, root.id, after or 0, limit + 1)
    shown = replies[:limit] if after is not None else [root, *replies[:limit]]
    return MessagePage(
        items=await message_reads(session, shown),
        head=head,
        next=replies[limit - 1].seq if len(replies) > limit else None,
        previous=None,
    )


@router.get("/channels/{channel_id}/pins", response_model=list[MessageRead], responses=USUAL)
async def list_pinned_messages(channel_id: UUID, session: ReadSession, caller: ChatReader) -> list[MessageRead]:
    """The pinned messages, the latest pin first."""
    channel = await channel_by_id(session, channel_id)
    return await message_reads(session, await pinned_in(session, channel.id))


@router.get("/channels/{channel_id}/search", response_model=MessagePage, responses=USUAL)
async def search_messages(
    channel_id: UUID,
    session: ReadSession,
    caller: ChatReader,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words; the last one may be a beginning.")],
    limit: Limit = 50,
    before: Number = None,
) -> MessagePage:
    """Search in a channel's history, newest first, whatever the accents; more with `previous` as `before`."""
    channel = await channel_by_id(session, channel_id)
    head = await stream_head(session, channel.id)
    found = await matching(session, channel.id, q, before=before, limit=limit + 1)
    return MessagePage(
        items=await message_reads(session, found[:limit]),
        head=head,
        next=None,
        previous=found[limit - 1].seq if len(found) > limit else None,
    )
