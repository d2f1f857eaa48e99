"""HTTP of invitations into groups and requests to join them."""

from uuid import UUID

from fastapi import Request

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.database.session import WriteSession as Writing
from atalaya_platform.directory.groups import admissions, queries, views
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.groups.schemas import (
    AdmissionKind,
    AdmissionRead,
    Answer,
    GroupInvitationCreate,
    JoinRequestCreate,
)
from atalaya_platform.directory.permissions import DirectoryReader, GroupMemberCaller
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router

router = Router(tags=["groups"])
READS = responses(Unauthenticated, Forbidden, NotFound)
CHANGES = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)


async def _one(session: Writing, row: GroupAdmission) -> AdmissionRead:
    await session.flush()
    return (await views.admissions(session, [row]))[0]


@router.post(
    "/groups/{group_id}/invitations",
    status_code=201,
    response_model=AdmissionRead,
    responses=CHANGES,
    dependencies=[Idempotent],
)
@idempotent()
async def invite_to_group(
    group_id: UUID, given: GroupInvitationCreate, caller: GroupMemberCaller, session: WriteSession, request: Request
) -> AdmissionRead:
    """Invite an organisation or a person of the group's community, as a steward. They accept or decline."""
    return await _one(session, await admissions.invite(session, caller, group_id, given))


async def _waiting(session: Reading, caller: Caller, group_id: UUID, kind: AdmissionKind) -> list[AdmissionRead]:
    await queries.group(session, group_id)
    if not await queries.is_steward(session, caller, group_id):
        raise Forbidden("Only the stewards of this group see who was invited and who asks to join. Ask one of them.")
    return await views.admissions(session, await queries.admissions_of(session, group_id, kind))


@router.get("/groups/{group_id}/invitations", response_model=list[AdmissionRead], responses=READS)
async def list_group_invitations(group_id: UUID, caller: DirectoryReader, session: ReadSession) -> list[AdmissionRead]:
    """Invitations of this group that wait, for its stewards."""
    return await _waiting(session, caller, group_id, AdmissionKind.INVITATION)


@router.delete(
    "/groups/{group_id}/invitations/{invitation_id}", status_code=204, response_model=None, responses=CHANGES
)
async def withdraw_group_invitation(
    group_id: UUID, invitation_id: UUID, caller: GroupMemberCaller, session: WriteSession
) -> None:
    """Take an invitation back, as a steward."""
    await admissions.withdraw(session, caller, AdmissionKind.INVITATION, group_id, invitation_id)


@router.get("/group-invitations", response_model=list[AdmissionRead], responses=responses(Unauthenticated, Forbidden))
async def list_my_group_invitations(caller: DirectoryReader, session: ReadSession) -> list[AdmissionRead]:
    """Invitations that wait for you, or for an organisation that you lead."""
    return await views.admissions(session, await queries.admissions_about(session, caller, AdmissionKind.INVITATION))


@router.post("/group-invitations/{invitation_id}/accept", response_model=AdmissionRead, responses=CHANGES)
async def accept_group_invitation(
    invitation_id: UUID, caller: GroupMemberCaller, session: WriteSession
) -> AdmissionRead:
    """Accept: you, or the organisation that you lead, become a member."""
    return await _one(session, await admissions.answer_invitation(session, caller, invitation_id, accept=True))


@router.post("/group-invitations/{invitation_id}/decline", response_model=AdmissionRead, responses=CHANGES)
async def decline_group_invitation(
    invitation_id: UUID, caller: GroupMemberCaller, session: WriteSession
) -> AdmissionRead:
    """Decline. The stewards are told."""
    return await _one(session, await admissions.answer_invitation(session, caller, invitation_id, accept=False))


@router.post(
    "/groups/{group_id}/requests",
    status_code=201,
    response_model=AdmissionRead,
    responses=CHANGES,
    dependencies=[Idempotent],
)
@idempotent()
async def request_to_join_group(
    group_id: UUID, given: JoinRequestCreate, caller: GroupMemberCaller, session: WriteSession, request: Request
) -> AdmissionRead:
    """Ask the stewards of a listed group to let you in, or the organisation that you lead."""
    return await _one(session, await admissions.ask_to_join(session, caller, group_id, given))


@router.get("/groups/{group_id}/requests", response_model=list[AdmissionRead], responses=READS)
async def list_group_requests(group_id: UUID, caller: DirectoryReader, session: ReadSession) -> list[AdmissionRead]:
    """Who asks to join this group, for its stewards."""
    return await _waiting(session, caller, group_id, AdmissionKind.REQUEST)


@router.delete("/groups/{group_id}/requests/{request_id}", status_code=204, response_model=None, responses=CHANGES)
async def withdraw_group_request(
    group_id: UUID, request_id: UUID, caller: GroupMemberCaller, session: WriteSession
) -> None:
    """Take your own request back."""
    await admissions.withdraw(session, caller, AdmissionKind.REQUEST, group_id, request_id)


@router.post("/groups/{group_id}/requests/{request_id}/admit", response_model=AdmissionRead, responses=CHANGES)
async def admit_to_group(
    group_id: UUID, request_id: UUID, given: Answer, caller: GroupMemberCaller, session: WriteSession
) -> AdmissionRead:
    """Let in who asked, as a steward, with a reason if there is something to say."""
    row = await admissions.decide(session, caller, group_id, request_id, admit=True, reason=given.reason)
    return await _one(session, row)


@router.post("/groups/{group_id}/requests/{request_id}/refuse", response_model=AdmissionRead, responses=CHANGES)
async def refuse_to_group(
    group_id: UUID, request_id: UUID, given: Answer, caller: GroupMemberCaller, session: WriteSession
) -> AdmissionRead:
    """Refuse who asked, with a reason, as a steward."""
    row = await admissions.decide(session, caller, group_id, request_id, admit=False, reason=given.reason)
    return await _one(session, row)
