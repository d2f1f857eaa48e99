"""HTTP of members and accounts."""

from uuid import UUID

from atalaya_platform.database.session import elevated
from atalaya_platform.directory.members import actions, queries
from atalaya_platform.directory.members.schemas import RoleUpdate, SuspendedPerson, Suspension
from atalaya_platform.directory.organisations import queries as organisations
from atalaya_platform.directory.organisations.schemas import MemberRead
from atalaya_platform.directory.permissions import DirectoryReader, MemberManager, Suspender
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.vocabulary import Role

router = Router(tags=["people"])
CHANGES = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)


@router.get(
    "/organisations/{organisation_id}/members",
    response_model=list[MemberRead],
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def list_members(organisation_id: UUID, caller: DirectoryReader, session: ReadSession) -> list[MemberRead]:
    """The people of an organisation and their roles, by name."""
    row = await organisations.organisation(session, caller, organisation_id)
    return await organisations.members(session, row.id)


@router.patch("/organisations/{organisation_id}/members/{person_id}", response_model=MemberRead, responses=CHANGES)
async def change_member_role(
    organisation_id: UUID, person_id: UUID, given: RoleUpdate, caller: MemberManager, session: WriteSession
) -> MemberRead:
    """Give a member another role, up to your own."""
    row = await actions.change_role(session, caller, organisation_id, person_id, Role(given.role))
    found = await organisations.members(session, row.organisation_id, person_id=person_id)
    if not found:
        raise NotFound("member")
    return found[0]


@router.delete(
    "/organisations/{organisation_id}/members/{person_id}", status_code=204, response_model=None, responses=CHANGES
)
async def remove_member(organisation_id: UUID, person_id: UUID, caller: MemberManager, session: WriteSession) -> None:
    """End a membership. What the person read through it closes at once."""
    await actions.remove_member(session, caller, organisation_id, person_id)


@router.get("/suspended-people", response_model=list[SuspendedPerson], responses=responses(Unauthenticated, Forbidden))
async def list_suspended_people(caller: Suspender, session: ReadSession) -> list[SuspendedPerson]:
    """Suspended accounts, who closed each and why, for administrators. The directory no longer shows these people."""
    # Elevated: a suspended person may have no organisation left through which the administrator would see them.
    async with elevated(session):
        return [SuspendedPerson(**row._mapping) for row in await queries.suspended(session)]


@router.post("/people/{person_id}/suspend", status_code=204, response_model=None, responses=CHANGES)
async def suspend_person(person_id: UUID, given: Suspension, caller: Suspender, session: WriteSession) -> None:
    """Suspend an account and end its sessions, as an administrator."""
    await actions.suspend_person(session, caller, person_id, given.reason)


@router.post("/people/{person_id}/reinstate", status_code=204, response_model=None, responses=CHANGES)
async def reinstate_person(person_id: UUID, given: Suspension, caller: Suspender, session: WriteSession) -> None:
    """Open a suspended account again, as an administrator."""
    await actions.reinstate_person(session, caller, person_id, given.reason)
