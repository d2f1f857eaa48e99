"""Changing and ending memberships and accounts; what was readable through them ends at once."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.directory.groups.actions import follow_membership
from atalaya_platform.directory.invitations.actions import revoke_all_of
from atalaya_platform.directory.invitations.errors import RoleAboveOwn
from atalaya_platform.directory.members import queries
from atalaya_platform.directory.members.lattice import rank
from atalaya_platform.directory.members.rights import may_give
from atalaya_platform.directory.organisations.events import MembersChanged
from atalaya_platform.directory.organisations.queries import locked
from atalaya_platform.events.ledger import audit, changed, emit, revoke
from atalaya_platform.http.dependencies import guard
from atalaya_platform.http.problems import Conflict, Forbidden
from atalaya_platform.identity.models import Membership, Organisation, Person
from atalaya_platform.identity.sign_in.actions.sessions import end_all_sessions
from atalaya_platform.identity.vocabulary import PersonStatus, Role


async def change_role(
    session: WriteSession, caller: Caller, organisation_id: UUID, person_id: UUID, role: Role
) -> Membership:
    """Give a member another role: neither the old nor the new one above what the caller may give."""
    place = await locked(session, caller, organisation_id)
    row = await queries.membership(session, organisation_id, person_id)
    if not await may_give(session, caller, place, row.role) or not await may_give(session, caller, place, role):
        raise RoleAboveOwn(
            "You change roles in organisations that you lead, up to your own. Ask its team lead or the Secretariat.",
            fields={"role": "is above what you can give or take here"},
        )
    before, row.role = row.role, role
    await session.flush()
    audit(
        session,
        caller,
        "directory.member.role",
        "person",
        person_id,
        organisation_id=str(organisation_id),
        before=before,
        role=role,
    )
    if rank(role) < rank(before):
        await _lost(session, place, person_id, Role(before), still=role)
    await _after(session, caller, organisation_id, person_id)
    return row


async def remove_member(session: WriteSession, caller: Caller, organisation_id: UUID, person_id: UUID) -> None:
    """End a membership: by who may give its role, by an administrator, or by the member. Reading ends at once."""
    place = await locked(session, caller, organisation_id)
    row = await queries.membership(session, organisation_id, person_id)
    if person_id != caller.person_id and not await may_give(session, caller, place, row.role):
        if Role.ADMINISTRATOR not in caller.roles:
            raise Forbidden("Only this organisation's leads and the Secretariat remove this member. Ask one of them.")
        guard(caller)
    await session.delete(row)
    await session.flush()
    audit(
        session,
        caller,
        "directory.member.remove",
        "person",
        person_id,
        organisation_id=str(organisation_id),
        role=row.role,
    )
    await _lost(session, place, person_id, Role(row.role))
    await _after(session, caller, organisation_id, person_id)


async def _lost(
    session: WriteSession, place: Organisation, person_id: UUID, before: Role, still: Role | None = None
) -> None:
    """A role went: so do open invitations that came of it, those of a contact point in the whole country."""
    if still is None or rank(still) < rank(Role.TEAM_LEAD) or before == Role.NATIONAL_CONTACT_POINT:
        country = place.country if before == Role.NATIONAL_CONTACT_POINT else None
        await revoke_all_of(session, person_id, organisation_id=place.id, country=country)


async def _after(session: WriteSession, caller: Caller, organisation_id: UUID, person_id: UUID) -> None:
    await follow_membership(session, caller, person_id, organisation_id)
    emit(
        session, MembersChanged(organisation_id=organisation_id), [f"person:{person_id}", f"person:{caller.person_id}"]
    )
    changed(session, "person", person_id)
    revoke(session, persons=[person_id])


async def suspend_person(session: WriteSession, caller: Caller, person_id: UUID, reason: str) -> Person:
    """Close an account: every session ends at once, and nothing opens until it is reinstated."""
    if person_id == caller.person_id:
        raise Conflict("You cannot suspend yourself. Ask another administrator.")
    own, row = await queries.both_accounts(session, caller.person_id, person_id)
    if own.status == PersonStatus.SUSPENDED:
        raise Forbidden("Your own account was suspended meanwhile. Ask another administrator.")
    if row.status == PersonStatus.SUSPENDED:
        raise Conflict("This account is suspended already. Load the page again to see by whom and why.")
    row.status = PersonStatus.SUSPENDED
    await session.flush()
    await end_all_sessions(session, person_id)
    await follow_membership(session, caller, person_id, None)
    await revoke_all_of(session, person_id)
    _account_changed(session, caller, person_id, "suspend", reason)
    return row


async def reinstate_person(session: WriteSession, caller: Caller, person_id: UUID, reason: str) -> Person:
    """Open a suspended account again, with the memberships that it still has."""
    # Elevated: row-level security still shows a suspended colleague, but not one who has no organisation left.
    async with elevated(session):
        row = await queries.account(session, person_id)
        if row.status != PersonStatus.SUSPENDED:
            raise Conflict("This account is not suspended. Load the page again to see how it is now.")
        row.status = PersonStatus.ACTIVE
    _account_changed(session, caller, person_id, "reinstate", reason)
    return row


def _account_changed(session: WriteSession, caller: Caller, person_id: UUID, act: str, reason: str) -> None:
    audit(session, caller, f"directory.person.{act}", "person", person_id, reason=reason)
    changed(session, "person", person_id)
    revoke(session, persons=[person_id])
