"""Channels: lists, making, changing, settings, readers."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_forum.chat.actions.channels import change_channel, create_channel, open_general, relabel_channel
from atalaya_forum.chat.actions.marks import mark_read, settle
from atalaya_forum.chat.errors import NotYours, ReadingOnly, WrongLabel
from atalaya_forum.chat.queries.channels import (
    calling,
    channel_by_id,
    channels_of_group,
    listed_channel,
    my_channels,
    names_of,
    readers_of,
    readership,
)
from atalaya_forum.chat.queries.views import channel_reads
from atalaya_forum.chat.schemas import (
    Calling,
    ChannelCreate,
    ChannelRead,
    ChannelRelabel,
    ChannelUpdate,
    PersonRef,
    Readers,
    ReadMarker,
    Settings,
    SettingsRead,
    Unread,
)
from atalaya_forum.permissions import ChannelWriter, ChatReader
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession as Session
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Limit, Page, cursor, key_of
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag

router = Router()
FIRST = UUID(int=0)


def _after(after: str | None) -> UUID:
    if after is None:
        return FIRST
    try:
        return UUID(str(key_of(after, 1)[0]))
    except ValueError:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.") from None


def _page(items: list[ChannelRead], limit: int) -> Page[ChannelRead]:
    return Page(items=items, next=cursor(items[-1].id) if len(items) == limit else None, previous=None)


async def shown(session: Session, caller: Caller, channel_id: UUID, response: Response | None = None) -> ChannelRead:
    """One channel as its lists show it, with its version as ETag."""
    found = (await channel_reads(session, caller, [await listed_channel(session, caller, channel_id)]))[0]
    if response is not None:
        set_etag(response, found.version)
    return found


@router.get("/channels", response_model=Page[ChannelRead], responses=responses(Unauthenticated, Forbidden))
async def list_my_channels(
    session: ReadSession,
    caller: ChatReader,
    limit: Limit = 100,
    after: After = None,
    archived: Annotated[bool, Query(description="Also those that are archived.")] = False,
) -> Page[ChannelRead]:
    """The channels of my sharing groups and my conversations, with what is unread and the last message."""
    rows = await my_channels(session, caller, after=_after(after), limit=limit, archived=archived)
    return _page(await channel_reads(session, caller, rows), limit)


@router.get("/chat/unread", response_model=Calling, responses=responses(Unauthenticated, Forbidden))
async def get_unread_chat(session: ReadSession, caller: ChatReader) -> Calling:
    """How much in chat calls for me, without loading the channels."""
    return Calling.model_validate(dict(await calling(session, caller)))


@router.get(
    "/groups/{group_id}/channels",
    response_model=Page[ChannelRead],
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def list_group_channels(
    group_id: UUID, session: ReadSession, caller: ChatReader, limit: Limit = 100, after: After = None
) -> Page[ChannelRead]:
    """The channels of a sharing group that I can read, archived ones too."""
    rows = await channels_of_group(session, caller, group_id, after=_after(after), limit=limit)
    return _page(await channel_reads(session, caller, rows), limit)


@router.put(
    "/groups/{group_id}/channels/general",
    response_model=ChannelRead,
    responses=responses(Unauthenticated, Forbidden, NotFound, Conflict, ReadingOnly),
)
async def open_general_channel(
    group_id: UUID, session: WriteSession, caller: ChatReader, response: Response
) -> ChannelRead:
    """The first channel of a group, made when it is opened for the first time."""
    channel = await open_general(session, caller, group_id)
    return await shown(session, caller, channel.id, response)


@router.post(
    "/groups/{group_id}/channels",
    status_code=201,
    response_model=ChannelRead,
    dependencies=[Idempotent],
    responses=responses(Unauthenticated, Forbidden, NotFound, ReadingOnly, WrongLabel),
)
@idempotent()
async def create_group_channel(
    group_id: UUID,
    wanted: ChannelCreate,
    request: Request,
    session: WriteSession,
    caller: ChannelWriter,
    response: Response,
) -> ChannelRead:
    """Make a further channel of a group that I am a member of."""
    channel = await create_channel(session, caller, group_id, wanted)
    return await shown(session, caller, channel.id, response)


@router.get(
    "/channels/{channel_id}", response_model=ChannelRead, responses=responses(Unauthenticated, Forbidden, NotFound)
)
async def get_channel(channel_id: UUID, session: ReadSession, caller: ChatReader, response: Response) -> ChannelRead:
    """One channel, with its version as `ETag`."""
    return await shown(session, caller, channel_id, response)


@router.patch(
    "/channels/{channel_id}",
    response_model=ChannelRead,
    responses=responses(Unauthenticated, NotYours, NotFound, Conflict, PreconditionFailed, PreconditionRequired),
)
async def update_channel(
    channel_id: UUID,
    wanted: ChannelUpdate,
    session: WriteSession,
    caller: ChannelWriter,
    response: Response,
    if_match: IfMatch = None,
) -> ChannelRead:
    """Rename a channel, say what it is for, archive or reopen it."""
    await change_channel(session, caller, channel_id, wanted, if_match)
    return await shown(session, caller, channel_id, response)


@router.put(
    "/channels/{channel_id}/label",
    response_model=ChannelRead,
    responses=responses(Unauthenticated, NotYours, NotFound, WrongLabel, PreconditionFailed, PreconditionRequired),
)
async def relabel_group_channel(
    channel_id: UUID,
    wanted: ChannelRelabel,
    session: WriteSession,
    caller: ChannelWriter,
    response: Response,
    if_match: IfMatch = None,
) -> ChannelRead:
    """Give a channel another label; only its source may. Who no longer reads it loses it at once, live too."""
    await relabel_channel(session, caller, channel_id, wanted.label, if_match)
    return await shown(session, caller, channel_id, response)


@router.get(
    "/channels/{channel_id}/readers",
    response_model=Readers,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def get_channel_readers(channel_id: UUID, session: ReadSession, caller: ChatReader) -> Readers:
    """Who can read this channel. Names only for its members: a constituent is not told who is in the group."""
    channel = await channel_by_id(session, channel_id)
    total, organisations, countries = await readership(session, channel.audience)
    if channel.audience.startswith("amber:") and not caller.holds(f"strict:{channel.group_id}"):
        return Readers(total=total, organisations=organisations, countries=countries, people=None)
    names = await names_of(session, await readers_of(session, channel.audience))
    people = [PersonRef(id=person, name=name) for person, name in sorted(names.items(), key=lambda item: item[1])]
    return Readers(total=total, organisations=organisations, countries=countries, people=people)


@router.put(
    "/channels/{channel_id}/read", response_model=Unread, responses=responses(Unauthenticated, Forbidden, NotFound)
)
async def mark_channel_read(channel_id: UUID, marker: ReadMarker, session: WriteSession, caller: ChatReader) -> Unread:
    """Say how far I have read; all my screens hear of it."""
    return await mark_read(session, caller, channel_id, marker.seq)


@router.put(
    "/channels/{channel_id}/settings",
    response_model=SettingsRead,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def set_channel_settings(
    channel_id: UUID, wanted: Settings, session: WriteSession, caller: ChatReader
) -> SettingsRead:
    """Mute a channel for me, and choose what I am told of: all, mentions or nothing."""
    return await settle(session, caller, channel_id, wanted)
