"""HTTP of sharing groups and their members."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_platform.directory.groups import actions, queries, views
from atalaya_platform.directory.groups.schemas import (
    GroupCard,
    GroupCreate,
    GroupMemberRead,
    GroupRead,
    GroupUpdate,
    JoinAs,
    MemberUpdate,
    Scope,
)
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.permissions import DirectoryReader, GroupCreator, GroupMemberCaller
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Before, Limit, Page
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
from atalaya_platform.identity.vocabulary import Community

router = Router(prefix="/groups", tags=["groups"])
CHANGES = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)


@router.get("", response_model=Page[GroupCard], responses=responses(Unauthenticated, Forbidden))
async def list_groups(
    caller: DirectoryReader,
    session: ReadSession,
    scope: Annotated[Scope, Query(description="Groups that you read in, listed ones, or both.")] = Scope.ALL,
    q: Annotated[str, Query(max_length=100, description="Words of name or description.")] = "",
    community: Annotated[Community | None, Query(description="Only of this community.")] = None,
    archived: Annotated[bool, Query(description="Archived groups instead of living ones.")] = False,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> Page[GroupCard]:
    """Sharing groups by name: yours, and those that your communities list."""
    page = await queries.groups(
        session, caller, Span(limit, after, before), scope=scope, text=q, community=community, archived=archived
    )
    return Page(items=[views.card(caller, row) for row in page.rows], next=page.next, previous=page.previous)


@router.post("", status_code=201, response_model=GroupRead, responses=CHANGES, dependencies=[Idempotent])
@idempotent()
async def create_group(given: GroupCreate, caller: GroupCreator, session: WriteSession, request: Request) -> GroupRead:
    """Make a sharing group in one of your communities."""
    row = await actions.create_group(session, caller, given)
    return views.page(caller, await queries.counted(session, caller, row.id))


@router.get("/{group_id}", response_model=GroupRead, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_group(group_id: UUID, caller: DirectoryReader, session: ReadSession, response: Response) -> GroupRead:
    """A group's page. Has an ETag."""
    row = await queries.counted(session, caller, group_id)
    set_etag(response, row[0].version)
    return views.page(caller, row)


@router.patch(
    "/{group_id}",
    response_model=GroupRead,
    responses={**CHANGES, **responses(PreconditionFailed, PreconditionRequired)},
)
async def update_group(
    group_id: UUID,
    given: GroupUpdate,
    caller: GroupMemberCaller,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> GroupRead:
    """Change a group that you are a steward of. Needs `If-Match`."""
    row = await actions.update_group(session, caller, group_id, given, if_match)
    await session.flush()
    set_etag(response, row.version)
    return views.page(caller, await queries.counted(session, caller, group_id))


@router.post("/{group_id}/archive", response_model=GroupRead, responses=CHANGES)
async def archive_group(group_id: UUID, caller: GroupMemberCaller, session: WriteSession) -> GroupRead:
    """Close a group: it stays readable, and takes nothing new."""
    await actions.archive_group(session, caller, group_id, archived=True)
    await session.flush()
    return views.page(caller, await queries.counted(session, caller, group_id))


@router.post("/{group_id}/restore", response_model=GroupRead, responses=CHANGES)
async def restore_group(group_id: UUID, caller: GroupMemberCaller, session: WriteSession) -> GroupRead:
    """Open an archived group again."""
    await actions.archive_group(session, caller, group_id, archived=False)
    await session.flush()
    return views.page(caller, await queries.counted(session, caller, group_id))


@router.get(
    "/{group_id}/members",
    response_model=list[GroupMemberRead],
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def list_group_members(group_id: UUID, caller: DirectoryReader, session: ReadSession) -> list[GroupMemberRead]:
    """Who is in a group, for its members: organisations first, stewards marked."""
    await queries.group(session, group_id)
    rows = await queries.members(session, group_id)
    if not rows:
        raise NotFound("member list")
    return await views.members(session, rows)


@router.patch("/{group_id}/members/{member_id}", response_model=GroupMemberRead, responses=CHANGES)
async def update_group_member(
    group_id: UUID, member_id: UUID, given: MemberUpdate, caller: GroupMemberCaller, session: WriteSession
) -> GroupMemberRead:
    """Make a member steward, or take that back, as a steward."""
    row = await actions.set_steward(session, caller, group_id, member_id, steward=given.steward)
    return (await views.members(session, await queries.members(session, group_id, member_id=row.id)))[0]


@router.delete("/{group_id}/members/{member_id}", status_code=204, response_model=None, responses=CHANGES)
async def remove_group_member(
    group_id: UUID, member_id: UUID, caller: GroupMemberCaller, session: WriteSession
) -> None:
    """Remove a member, as a steward. They stop reading at once."""
    await actions.remove_member(session, caller, group_id, member_id)


@router.post("/{group_id}/join", response_model=GroupRead, responses=CHANGES)
async def join_group(group_id: UUID, given: JoinAs, caller: GroupMemberCaller, session: WriteSession) -> GroupRead:
    """Join an open group, as yourself or as an organisation that you lead."""
    row = await actions.join_group(session, caller, group_id, given.organisation_id)
    return views.page(caller, await queries.counted(session, caller, row.id))


@router.post("/{group_id}/leave", status_code=204, response_model=None, responses=CHANGES)
async def leave_group(group_id: UUID, given: JoinAs, caller: GroupMemberCaller, session: WriteSession) -> None:
    """Leave a group, as yourself or for an organisation that you lead."""
    await actions.leave_group(session, caller, group_id, given.organisation_id)
