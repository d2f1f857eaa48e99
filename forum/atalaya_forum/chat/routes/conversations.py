"""Conversations: opening them, bringing people in, leaving."""

from uuid import UUID

from fastapi import Response

from atalaya_forum.chat.actions.conversations import add_people, leave_conversation, open_conversation
from atalaya_forum.chat.errors import FixedPeople, NoCommonCommunity
from atalaya_forum.chat.routes.channels import shown
from atalaya_forum.chat.schemas import ChannelRead, ConversationCreate, PeopleAdd
from atalaya_forum.permissions import ChatWriter
from atalaya_platform.http.dependencies import WriteSession
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router

router = Router()


@router.post(
    "/conversations",
    status_code=201,
    response_model=ChannelRead,
    responses={
        200: {"model": ChannelRead, "description": "These people had a conversation already."},
        **responses(Unauthenticated, Forbidden, NotFound, NoCommonCommunity, FixedPeople),
    },
)
async def create_conversation(
    wanted: ConversationCreate, session: WriteSession, caller: ChatWriter, response: Response
) -> ChannelRead:
    """Open the conversation of these people and me. The same people find the same conversation (status 200)."""
    channel, made = await open_conversation(session, caller, wanted)
    response.status_code = 201 if made else 200
    return await shown(session, caller, channel.id, response)


@router.post(
    "/channels/{channel_id}/people",
    response_model=ChannelRead,
    responses=responses(Unauthenticated, Forbidden, NotFound, FixedPeople, NoCommonCommunity),
)
async def add_conversation_people(
    channel_id: UUID, wanted: PeopleAdd, session: WriteSession, caller: ChatWriter, response: Response
) -> ChannelRead:
    """Bring people into a small-group conversation. They can read what was said before."""
    await add_people(session, caller, channel_id, wanted.people)
    return await shown(session, caller, channel_id, response)


@router.delete(
    "/channels/{channel_id}/people/me",
    status_code=204,
    responses=responses(Unauthenticated, Forbidden, NotFound, FixedPeople),
)
async def leave_conversation_people(channel_id: UUID, session: WriteSession, caller: ChatWriter) -> None:
    """Leave a small-group conversation. It goes on for the others."""
    await leave_conversation(session, caller, channel_id)
