"""Invitations into a group, and requests to join it."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.directory.groups import queries
from atalaya_platform.directory.groups.actions import enter, require_lead, require_steward, require_within
from atalaya_platform.directory.groups.errors import AlreadyAsked, AlreadyMember, GroupArchived, NotThisWay
from atalaya_platform.directory.groups.events import GroupAdmissionClosed, GroupAdmissionOpened
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.groups.schemas import (
    AdmissionKind,
    AdmissionStatus,
    GroupInvitationCreate,
    JoinRequestCreate,
)
from atalaya_platform.directory.organisations.queries import organisation
from atalaya_platform.directory.people.queries import person
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import SharingGroup
from atalaya_platform.identity.vocabulary import Joining, Visibility


async def _open(
    session: WriteSession,
    caller: Caller,
    group: SharingGroup,
    kind: AdmissionKind,
    organisation_id: UUID | None,
    person_id: UUID | None,
    text: str,
) -> GroupAdmission:
    if group.archived:
        raise GroupArchived("Nobody joins an archived group. Ask a steward to open it again.")
    # Elevated: who asks does not see the members, and who invites does not see what others asked.
    async with elevated(session):
        if await queries.member_as(session, group.id, organisation_id=organisation_id, person_id=person_id):
            raise AlreadyMember("That organisation or person is in the group already.")
        waiting = await queries.pending_for(session, group.id, organisation_id=organisation_id, person_id=person_id)
        if waiting is not None:
            raise AlreadyAsked(
                "An invitation waits to be accepted."
                if waiting.kind == AdmissionKind.INVITATION
                else "A request to join waits for the stewards' answer."
            )
        await require_within(session, group, organisation_id=organisation_id, person_id=person_id)
        row = GroupAdmission(
            group_id=group.id,
            kind=kind,
            organisation_id=organisation_id,
            person_id=person_id,
            asked_by=caller.person_id,
            text=text,
            created_at=session.clock.now(),
        )
        session.add(row)
        await session.flush()
        asked = await addressed(session, row)
    opened = GroupAdmissionOpened(group_id=group.id, admission_id=row.id, kind=kind)
    emit(session, opened, [f"person:{one}" for one in sorted(asked | {caller.person_id}, key=str)])
    audit(
        session,
        caller,
        f"directory.group.{kind}",
        "group",
        group.id,
        organisation_id=str(organisation_id or ""),
        person_id=str(person_id or ""),
    )
    return row


async def addressed(session: WriteSession, row: GroupAdmission) -> set[UUID]:
    """Who can answer it. As the system."""
    if row.kind == AdmissionKind.REQUEST:
        return await queries.steward_persons(session, row.group_id)
    if row.organisation_id is not None:
        return await queries.leads_of(session, [row.organisation_id])
    return {row.person_id} if row.person_id else set()


async def invite(session: WriteSession, caller: Caller, group_id: UUID, given: GroupInvitationCreate) -> GroupAdmission:
    """Invite an organisation, answered by its leads, or a person; as a steward."""
    group = await require_steward(session, caller, group_id)
    if given.organisation_id is not None:
        await organisation(session, caller, given.organisation_id)
    if given.person_id is not None:
        await person(session, given.person_id)
    return await _open(
        session, caller, group, AdmissionKind.INVITATION, given.organisation_id, given.person_id, given.text
    )


async def ask_to_join(
    session: WriteSession, caller: Caller, group_id: UUID, given: JoinRequestCreate
) -> GroupAdmission:
    """Ask the stewards of a listed group to be let in."""
    group = await queries.group(session, group_id)
    if given.organisation_id is not None:
        require_lead(caller, given.organisation_id)
    if group.joining != Joining.REQUEST or group.visibility != Visibility.LISTED:
        raise NotThisWay(
            "This group is open: join it." if group.joining == Joining.OPEN else "Members of this group are invited."
        )
    person_id = None if given.organisation_id else caller.person_id
    return await _open(session, caller, group, AdmissionKind.REQUEST, given.organisation_id, person_id, given.reason)


def _is_about(caller: Caller, row: GroupAdmission) -> bool:
    return row.person_id == caller.person_id or row.organisation_id in queries.led(caller)


async def answer_invitation(
    session: WriteSession, caller: Caller, invitation_id: UUID, *, accept: bool
) -> GroupAdmission:
    """Accept or decline an invitation to oneself or to an organisation that one leads."""
    row = await queries.pending(session, invitation_id, AdmissionKind.INVITATION)
    if not _is_about(caller, row):
        raise NotFound("invitation")
    return await _close(session, caller, row, accept=accept)


async def withdraw(
    session: WriteSession, caller: Caller, kind: AdmissionKind, group_id: UUID, admission_id: UUID
) -> None:
    """Take an invitation back, as a steward, or one's own request."""
    row = await queries.pending(session, admission_id, kind)
    if row.group_id != group_id:
        raise NotFound(kind)
    if kind == AdmissionKind.INVITATION:
        await require_steward(session, caller, group_id)
    elif not _is_about(caller, row):
        raise NotFound(kind)
    await _close(session, caller, row, accept=None)


async def decide(
    session: WriteSession, caller: Caller, group_id: UUID, request_id: UUID, *, admit: bool, reason: str
) -> GroupAdmission:
    """Admit or refuse who asked to join, as a steward."""
    await require_steward(session, caller, group_id)
    row = await queries.pending(session, request_id, AdmissionKind.REQUEST)
    if row.group_id != group_id:
        raise NotFound("request")
    return await _close(session, caller, row, accept=admit, reason=reason)


async def _close(
    session: WriteSession, caller: Caller, row: GroupAdmission, *, accept: bool | None, reason: str = ""
) -> GroupAdmission:
    # Elevated: an invited person does not see a hidden group until it is joined, nor its stewards.
    async with elevated(session):
        group = await queries.group(session, row.group_id, lock=True)
        told = {row.asked_by, caller.person_id} | await addressed(session, row)
        row.status = (
            AdmissionStatus.WITHDRAWN
            if accept is None
            else AdmissionStatus.ACCEPTED
            if accept
            else AdmissionStatus.DECLINED
        )
        row.decided_by, row.decided_at, row.answer = caller.person_id, session.clock.now(), reason
    if accept:
        await enter(session, caller, group, organisation_id=row.organisation_id, person_id=row.person_id)
    closed = GroupAdmissionClosed(group_id=row.group_id, admission_id=row.id, kind=row.kind, status=row.status)
    emit(session, closed, [f"person:{one}" for one in sorted(told, key=str)])
    audit(
        session,
        caller,
        f"directory.group.{row.kind}.{row.status}",
        "group",
        row.group_id,
        organisation_id=str(row.organisation_id or ""),
        person_id=str(row.person_id or ""),
    )
    return row
