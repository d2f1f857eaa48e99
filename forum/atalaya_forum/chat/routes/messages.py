"""Writing: sending, editing, deleting, reacting, pinning."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response
from pydantic import AfterValidator

from atalaya_forum.chat.actions.carrying import make_topic
from atalaya_forum.chat.actions.marks import pin, react
from atalaya_forum.chat.actions.messages import delete_message, edit_message, send_message
from atalaya_forum.chat.errors import FixedPeople, MessageIdTaken, NotYours, ReadingOnly, ReplyGone
from atalaya_forum.chat.reactions import emoji_or_refuse
from atalaya_forum.chat.schemas import (
    MessageCreate,
    MessageCreateWithId,
    MessageRead,
    MessageUpdate,
    Reaction,
    TopicFromMessages,
    TopicMade,
)
from atalaya_forum.permissions import ChatWriter, TopicWriter
from atalaya_platform.http.dependencies import RuntimeOf, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    Unavailable,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag

router = Router()
WRITING = responses(Unauthenticated, Forbidden, ReadingOnly, NotFound, Conflict)
Emoji = Annotated[str, Path(min_length=1, max_length=16), AfterValidator(emoji_or_refuse)]


@router.put(
    "/channels/{channel_id}/messages/{message_id}",
    response_model=MessageRead,
    responses={**WRITING, **responses(MessageIdTaken)},
)
async def put_message(
    channel_id: UUID,
    message_id: UUID,
    sent: MessageCreate,
    session: WriteSession,
    caller: ChatWriter,
    response: Response,
) -> MessageRead:
    """Send a message under an id that you made (UUID version 7). Sent again, it answers the same and sends nothing."""
    read = await send_message(session, caller, channel_id, message_id, sent, alone=True)
    set_etag(response, read.version)
    return read


@router.post(
    "/channels/{channel_id}/messages",
    status_code=201,
    response_model=MessageRead,
    responses={**WRITING, **responses(MessageIdTaken)},
)
async def post_message(
    channel_id: UUID, sent: MessageCreateWithId, session: WriteSession, caller: ChatWriter, response: Response
) -> MessageRead:
    """Send a message whose id is in its body; otherwise as with PUT."""
    wanted = MessageCreate.model_construct(**sent.model_dump(exclude={"id"}))
    read = await send_message(session, caller, channel_id, sent.id, wanted, alone=True)
    set_etag(response, read.version)
    return read


@router.patch(
    "/channels/{channel_id}/messages/{message_id}",
    response_model=MessageRead,
    responses={**WRITING, **responses(NotYours, PreconditionFailed, PreconditionRequired)},
)
async def update_message(
    channel_id: UUID,
    message_id: UUID,
    wanted: MessageUpdate,
    session: WriteSession,
    caller: ChatWriter,
    response: Response,
    if_match: IfMatch = None,
) -> MessageRead:
    """Edit my message; its readers can see what it said before."""
    read = await edit_message(session, caller, channel_id, message_id, wanted.body, if_match)
    set_etag(response, read.version)
    return read


@router.delete(
    "/channels/{channel_id}/messages/{message_id}",
    response_model=MessageRead,
    responses={**WRITING, **responses(NotYours)},
)
async def remove_message(channel_id: UUID, message_id: UUID, session: WriteSession, caller: ChatWriter) -> MessageRead:
    """Delete a message: its text, history and files go; that there was one, by whom and when, stays."""
    return await delete_message(session, caller, channel_id, message_id)


@router.put(
    "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}", response_model=list[Reaction], responses=WRITING
)
async def add_reaction(
    channel_id: UUID, message_id: UUID, emoji: Emoji, session: WriteSession, caller: ChatWriter
) -> list[Reaction]:
    """Put my reaction on a message; all reactions as they are now."""
    return await react(session, caller, channel_id, message_id, emoji, on=True)


@router.delete(
    "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}", response_model=list[Reaction], responses=WRITING
)
async def remove_reaction(
    channel_id: UUID, message_id: UUID, emoji: Emoji, session: WriteSession, caller: ChatWriter
) -> list[Reaction]:
    """Take my reaction off a message; all reactions as they are now."""
    return await react(session, caller, channel_id, message_id, emoji, on=False)


@router.put("/channels/{channel_id}/messages/{message_id}/pin", response_model=MessageRead, responses=WRITING)
async def pin_message(channel_id: UUID, message_id: UUID, session: WriteSession, caller: ChatWriter) -> MessageRead:
    """Pin a message for all readers of its channel."""
    return await pin(session, caller, channel_id, message_id, on=True)


@router.delete("/channels/{channel_id}/messages/{message_id}/pin", response_model=MessageRead, responses=WRITING)
async def unpin_message(channel_id: UUID, message_id: UUID, session: WriteSession, caller: ChatWriter) -> MessageRead:
    """Take a pin off."""
    return await pin(session, caller, channel_id, message_id, on=False)


@router.post(
    "/channels/{channel_id}/topics",
    status_code=201,
    response_model=TopicMade,
    dependencies=[Idempotent],
    responses={**WRITING, **responses(FixedPeople, ReplyGone, Invalid, Unavailable)},
)
@idempotent()
async def create_topic_from_messages(
    channel_id: UUID,
    wanted: TopicFromMessages,
    request: Request,
    session: WriteSession,
    caller: TopicWriter,
    runtime: RuntimeOf,
) -> TopicMade:
    """Make a topic of these messages: carried over as quotations, with copies of their files and links both ways."""
    topic = await make_topic(session, runtime, caller, channel_id, wanted)
    return TopicMade(topic_id=topic.id)
