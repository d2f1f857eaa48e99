"""Granting and taking platform roles, as an administrator; never to oneself."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.administration import queries
from atalaya_platform.directory.invitations.actions import revoke_all_of
from atalaya_platform.directory.people.queries import person
from atalaya_platform.events.ledger import audit, changed, revoke
from atalaya_platform.http.problems import Forbidden, NotFound
from atalaya_platform.identity.models import PlatformRoleGrant
from atalaya_platform.identity.sign_in.actions.duty import demand_factor, free_of_factors
from atalaya_platform.identity.vocabulary import Role


def _not_oneself(caller: Caller, person_id: UUID) -> None:
    if person_id == caller.person_id:
        raise Forbidden("Nobody changes their own roles on the platform. Ask another administrator.")


async def grant_role(session: WriteSession, caller: Caller, person_id: UUID, role: Role) -> None:
    """Give somebody else a role on the platform; doing it again changes nothing."""
    _not_oneself(caller, person_id)
    await person(session, person_id)
    if await queries.grant(session, person_id, role) is not None:
        return
    free = await free_of_factors(session, [person_id])
    session.add(PlatformRoleGrant(person_id=person_id, role=role))
    await session.flush()
    await demand_factor(session, free)
    _changed(session, caller, person_id, role, "grant")


async def withdraw_role(session: WriteSession, caller: Caller, person_id: UUID, role: Role) -> None:
    """Take a role on the platform away. Whoever takes one keeps the own, so an administrator always stays."""
    _not_oneself(caller, person_id)
    own, row = await queries.held_grants(session, caller.person_id, person_id, role)
    if own is None:
        raise Forbidden("Your own role was withdrawn meanwhile. Ask another administrator.")
    if row is None:
        raise NotFound("role of that person")
    await session.delete(row)
    if role == Role.SECRETARIAT:
        await revoke_all_of(session, person_id)
    _changed(session, caller, person_id, role, "withdraw")


def _changed(session: WriteSession, caller: Caller, person_id: UUID, role: Role, act: str) -> None:
    audit(session, caller, f"directory.platform_role.{act}", "person", person_id, role=role)
    changed(session, "person", person_id)
    revoke(session, persons=[person_id])
